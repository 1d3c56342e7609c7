"""What founders do to many candidatures at once."""
