"""The pages of governance; one file per noun."""
