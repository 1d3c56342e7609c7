"""What the house counts of itself, for a machine that watches it: numbers, and nobody's name."""
