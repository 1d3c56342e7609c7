"""A crowd, for measuring."""


def gather(*, at, world):
    """To come."""
