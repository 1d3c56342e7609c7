"""The gallery: every part of the house in all its states, for those who build and look after it."""

import re
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopstudio.doors import public

SYMBOL = re.compile(r'<symbol id="([^"]+)"')


def _may_look(person):
    return bool({"founder", "administrator"} & set(getattr(person, "roles", ())))


@public
@require_safe
def gallery(request):
    """Open to all while one builds or demonstrates; elsewhere to founders and administrators."""
    if not (settings.DEBUG or settings.DEMO or _may_look(request.user)):
        raise Http404
    return render(request, "gallery/gallery.html", {"icons": icons()})


def icons():
    """The names of all drawings of the sprite, in its order."""
    return SYMBOL.findall((Path(settings.BASE_DIR) / "static" / "icons.svg").read_text())
