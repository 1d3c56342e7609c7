"""Members: their directory, and what each says and shows of themselves."""
