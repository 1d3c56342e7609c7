"""A proposal read for its page: its text and what changed, its steps, what one may do."""
