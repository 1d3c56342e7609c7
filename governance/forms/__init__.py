"""What a person may type in governance; one file per noun."""
