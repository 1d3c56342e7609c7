"""The pages of apports and of the books; one file per noun."""
