"""What a person may type about themselves and their belonging; one file per noun."""
