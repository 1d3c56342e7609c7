"""A form that is sent twice is done once, with or without scripts in the browser.

Each page that is drawn carries a word of its own in its forms (the mask of the CSRF token). The
first sending notes that word in the transaction of what it does: the second one waits for it, then
goes where the first one went. Other words under the same word are not the same page any more: they
are refused, and shown again. A form that was refused is free at once; the note lasts one day.
"""

import hashlib
from functools import wraps

from django.core.cache import cache
from django.shortcuts import redirect, render

from coopstudio.errors import long_texts

DAY = 24 * 3600
WORD = "csrfmiddlewaretoken"
NOTHING = ""


def once(view):
    """For a view that writes something new and redirects to it. Innermost: in its transaction."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST" or WORD not in request.POST:
            return view(request, *args, **kwargs)
        name, said = _name(request), _said(request)
        if cache.add(name, (said, None), DAY):
            return _noted(name, said, view(request, *args, **kwargs))
        before, place = cache.get(name, (NOTHING, None))
        if before == NOTHING:  # refused meanwhile, or PostgreSQL writes no more: the view says it
            return _noted(name, said, view(request, *args, **kwargs))
        if before == said and place:
            return redirect(place)
        return render(request, "422_sent.html", {"kept": long_texts(request)}, status=422)

    return guarded


def _noted(name, said, answer):
    """Where it went is kept for the second click; what led nowhere may be sent again."""
    if 300 <= answer.status_code < 400:
        cache.set(name, (said, answer.url), DAY)
    else:
        cache.delete(name)
    return answer


def _name(request):
    """This page, drawn for this person, sent to this address."""
    who = request.user.pk if request.user.is_authenticated else ""
    return f"once:{_digest([request.POST[WORD], request.path, str(who)])}"


def _said(request):
    """What was typed, and which files were joined."""
    typed = [f"{name}={text}" for name, texts in sorted(request.POST.lists()) for text in texts]
    joined = [f"{name}={file.name}:{file.size}" for name, file in sorted(request.FILES.items())]
    return _digest([*typed, *joined])


def _digest(words):
    return hashlib.sha256("\0".join(words).encode()).hexdigest()
