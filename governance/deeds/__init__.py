"""What is to be done, as one reads it."""
