"""The circle that an address names, or 404; and what a form does with an action."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from coopstudio.refusals import Refused
from governance.models import Circle


def found(pk, **facts):
    circles = Circle.objects.select_related("parent", "instance")
    return get_object_or_404(circles, pk=pk, **facts)


def bound(request, template, form, act, *, said, **context):
    """Show a form; once it is valid, do the act, say it and go to what it returns.

    ``act(cleaned)`` returns the thing to look at next. What was typed is never lost.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(done)
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def done(request, act, *, said, to):
    """Do it, or say why not, and go back to the page."""
    try:
        act()
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(to)
