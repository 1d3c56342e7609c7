"""What a person may type about apports; one file per noun."""
