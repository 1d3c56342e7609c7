"""Every letter about apports, one function each; one file per noun."""
