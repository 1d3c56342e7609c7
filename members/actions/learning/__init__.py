"""Verbs of learning: exchange, open a session and come to it, ask outside, walk beside somebody."""
