"""Every paper about apports and the books, by noun."""
