"""What can be done with apports and with the books; one file per noun."""
