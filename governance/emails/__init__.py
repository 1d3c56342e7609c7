"""Every letter of governance, one function each; one file per noun."""
