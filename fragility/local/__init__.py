"""Local indicators: a hub's own numbers by territory, tried without being kept, then shared."""
