"""What may be asked of governance, in words of the trade; one file per noun."""
