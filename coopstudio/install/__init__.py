"""What runs before there is an environment: by path, with nothing but the standard library."""
