"""The founders' desk: the list, what each founder owes, and what is done to many at once."""

from applications.desk.listing import Desk

__all__ = ["Desk"]
