"""Templates are written with plain spaces; French typography is set once, when they are loaded.

What comes from variables goes through the ``tidy`` filter where it is shown, or stays verbatim.
"""

import re

from django.conf import settings
from django.template import Context, Template
from django.template.loaders import filesystem
from django.templatetags.static import static
from django_cotton import cotton_loader

from coopstudio.french.typography import tidy_template

ICON = re.compile(r'{% cotton icon(?: \w+="[^"{}]*")+ %}{% endcotton %}')
"""An icon of which everything is written in the page, as cotton hands it over."""
FILE = re.compile(r'{% static "([^"]+)" %}')
"""The address of a file of ours, the same as long as the process lives."""


class Pages(cotton_loader.Loader):
    """Pages, components and documents; ``{{ house.company }}`` and the like say this house."""

    def get_contents(self, origin):
        source = ICON.sub(self._drawn, super().get_contents(origin))
        source = FILE.sub(lambda file: static(file[1]), source)
        return settings.HOUSE.fill(tidy_template(source))

    def _drawn(self, icon):
        """The component itself, rendered once and for all: a page has dozens of them."""
        return Template(icon[0], engine=self.engine).render(Context())


class Letters(filesystem.Loader):
    """The plain text of letters."""

    def get_contents(self, origin):
        return settings.HOUSE.fill(tidy_template(super().get_contents(origin)), is_html=False)
