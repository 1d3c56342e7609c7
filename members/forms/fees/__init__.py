"""What the treasurer and the members type about fees."""
