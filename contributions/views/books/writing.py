"""An entry is written by hand: first what happened, then the words; or freely, line by line."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contributions.actions.books import dealings
from contributions.actions.entries import Leg
from contributions.books.dealings import DEALINGS
from contributions.forms.books import DealingForm, FreeForm, Legs, accounts_by_hand
from contributions.permissions import keeps_books
from coopstudio.doors import requires
from coopstudio.once import once
from coopstudio.refusals import Refused


@never_cache
@require_safe
@requires(keeps_books)
def choose(request):
    """What happened? The house knows on which accounts it is said."""
    context = {"dealings": DEALINGS.values(), "tab": "journal"}
    return render(request, "contributions/books/choosing.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
@once
def write(request, kind):
    """One event of the trade."""
    dealing = DEALINGS.get(kind)
    if dealing is None:
        raise Http404
    form = DealingForm(request.POST or None, dealing=dealing, initial=_today())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        money, chosen = said.get("money", ""), said.get("chosen", "")
        if made := _tried(
            request, form, dealings.write, dealing, cents=said["cents"], money=money, chosen=chosen
        ):
            return redirect("contributions:entry", made.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "dealing": dealing, "tab": "journal"}
    return render(request, "contributions/books/writing.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
@once
def freely(request):
    """An « opération diverse »: lines that balance."""
    form = FreeForm(request.POST or None, initial=_today())
    lines = Legs(
        request.POST or None, prefix="lignes", form_kwargs={"accounts": accounts_by_hand()}
    )
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        legs = [Leg(*line.leg) for line in lines if line.leg]
        if made := _tried(request, form, dealings.write_freely, legs):
            return redirect("contributions:entry", made.pk)
    wrong = form.errors or any(lines.errors)
    context = {"form": form, "lines": lines, "tab": "journal", "wrong": wrong}
    status = 422 if wrong and request.method == "POST" else 200
    return render(request, "contributions/books/free.html", context, status=status)


def _tried(request, form, act, *args, **more):
    """The entry that was made; None, and the reason on the form."""
    try:
        made = act(*args, by=request.user, at=timezone.now(), **more, **form.words)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, f"L’écriture {made.book_id} {made.number} est passée.")
    return made


def _today():
    return {"on": timezone.localdate()}
