"""The books: what a hand writes, what a closing carries, what proves them."""
