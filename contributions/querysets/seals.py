from django.db.models import QuerySet

ENOUGH = 12
"""The signs of a digest that a letter asks to copy: fewer would be found by chance."""


class SealQuerySet(QuerySet):
    def said(self, digest):
        """The link whose digest begins like this, read on a letter or in minutes."""
        if len(digest) < ENOUGH:
            return self.none()
        return self.filter(digest__startswith=digest).select_related("entry__year")
