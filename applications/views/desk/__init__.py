"""The pages of the founders' desk beside the list."""
