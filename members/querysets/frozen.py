"""Whose data rest: asked wherever others would read them (RGPD, article 18).

What registers, accounts and rights at law need is read all the same, and says so where it stands.
"""

from django.apps import apps
from django.db.models import Q


def unfrozen(path="person"):
    """Of a row whose person stands at ``path``: they did not freeze their data."""
    people = apps.get_model("members", "Person").objects
    return ~Q(**{f"{path}__in": people.exclude(frozen_since=None).values("pk")})
