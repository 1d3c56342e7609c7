"""One's own data, and what founders see of what is kept."""
