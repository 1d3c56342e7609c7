"""What can be done in governance; one file per noun, one verb per function."""
