"""Where one more place would help most: candidates, ways to choose, what a choice changes."""
