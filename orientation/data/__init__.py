"""Facts that the orientation shows, each in one file, with their official sources."""
