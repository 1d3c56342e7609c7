"""Where the pages of the ledger stand."""

from django.urls import reverse


def link_to(name, *args):
    """The address of ``contributions:name``."""
    return reverse(f"contributions:{name}", args=args)
