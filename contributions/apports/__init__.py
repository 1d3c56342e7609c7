"""What an apport lived, read from the books: its movements, its picture, its statement."""
