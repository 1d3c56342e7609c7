"""All that proves the apports in one file, and back from it into a house that holds nothing."""
