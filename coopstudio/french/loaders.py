"""Templates are written with plain spaces; French typography is set once, when they are loaded.

What comes from variables goes through the ``tidy`` filter where it is shown, or stays verbatim.
"""

from django.conf import settings
from django.template.loaders import filesystem
from django_cotton import cotton_loader

from coopstudio.french.typography import tidy_template


class Pages(cotton_loader.Loader):
    """Pages, components and documents; ``{{ house.company }}`` and the like say this house."""

    def get_contents(self, origin):
        return settings.HOUSE.fill(tidy_template(super().get_contents(origin)))


class Letters(filesystem.Loader):
    """The plain text of letters."""

    def get_contents(self, origin):
        return settings.HOUSE.fill(tidy_template(super().get_contents(origin)), is_html=False)
