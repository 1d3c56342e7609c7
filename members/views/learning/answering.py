"""How a gesture of these pages answers: done and said, or refused and said."""

from django.contrib import messages
from django.shortcuts import redirect

from coopstudio.refusals import Refused


def done(request, act, success, to, *args):
    """Do it, say it, and go there; a refusal is said in the same place."""
    try:
        act()
        messages.success(request, success)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(to, *args)


def attempted(form, act):
    """What the act returns, or None once its refusal stands on the form."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
