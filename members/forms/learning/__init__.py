"""What one may type when learning together."""
