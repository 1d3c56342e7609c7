"""The register, and what is taken from it."""
