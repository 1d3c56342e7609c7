"""Where the pages of other nouns are, once they exist; nowhere before that."""

from django.urls import NoReverseMatch, reverse


def link_to(name, *args):
    """The address of ``contributions:name``, or « » while nobody has built it."""
    try:
        return reverse(f"contributions:{name}", args=args)
    except NoReverseMatch:
        return ""
