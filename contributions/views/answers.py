"""How pages of apports answer: a form that comes back keeps its words, a gesture says itself."""

from django.contrib import messages
from django.shortcuts import redirect, render

from coopstudio.files.api import FileRefused
from coopstudio.refusals import Refused


def attempted(form, act, *, field=None):
    """What the act returns, or None once its refusal stands on the form."""
    try:
        return act()
    except FileRefused as refusal:
        form.add_error(field if field in form.fields else None, str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def typed(request, page, form, **context):
    """The page of a form: 422 once something in it is wrong."""
    status = 422 if form.errors else 200
    return render(request, page, {"form": form, **context}, status=status)


def did(request, act, said, *where):
    """Act, say so or why not, and go where one goes next."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(*where)
