"""The library of articles: read, write another version, end one."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import clauses as acts
from contributions.contracts.filling import WORDS
from contributions.forms.clauses import ClauseForm, EndForm
from contributions.models import Clause
from contributions.permissions import reads_books, writes_clauses
from contributions.views.answers import attempted, did
from coopstudio.doors import requires
from coopstudio.journal.api import history


@require_safe
@never_cache
@requires(reads_books)
def clauses(request):
    """Each article with its versions, the one in force first."""
    acts.lay_down()
    today = timezone.localdate()
    every = Clause.objects.order_by("rank", "code", "-version")
    groups = [_told(list(rows), today) for _code, rows in groupby(every, key=lambda c: c.code)]
    context = {
        "articles": groups,
        "unvalidated": sum(1 for one in groups if one["now"] and not one["now"].validated_by),
        "may_write": writes_clauses(request.user),
    }
    return render(request, "contributions/clauses/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(reads_books)
def clause(request, pk):
    """One version; whoever may writes the next."""
    found = get_object_or_404(Clause.objects.select_related("written_by"), pk=pk)
    may_write = writes_clauses(request.user)
    known = {"title": found.title, "text": found.text, "from_on": timezone.localdate()}
    form = ClauseForm((may_write and request.POST) or None, initial=known)
    if request.method == "POST" and may_write and form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if made := attempted(form, lambda: acts.write(found, **told)):
            messages.success(request, f"Version {made.version} inscrite.")
            return redirect("contributions:clause", made.pk)
    context = {
        "clause": found, "form": form, "may_write": may_write, "variables": WORDS.items(),
        "versions": Clause.objects.filter(code=found.code).order_by("-version"),
        "end": EndForm(initial={"on": timezone.localdate()}), "history": history(found),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "contributions/clauses/clause.html", context, status=status)


@require_POST
@requires(writes_clauses)
def clause_end(request, pk):
    """From a day on, no new contract bears it."""
    found, form = get_object_or_404(Clause, pk=pk), EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["on"][0])
        return redirect("contributions:clause", pk)
    act = lambda: acts.end(found, by=request.user, on=form.cleaned_data["on"])  # noqa: E731
    return did(request, act, "Cette version se termine ce jour-là.", "contributions:clause", pk)


def _told(rows, today):
    """An article: the version of today if there is one, and all of them."""
    now = next(
        (
            one
            for one in rows
            if one.from_on <= today and not (one.ended_on and one.ended_on <= today)
        ),
        None,
    )
    return {"now": now, "shown": now or rows[0], "versions": rows}
