"""React to a passage: a small page of its own, which scripts open in the margin instead."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from applications.actions.call import reactions
from applications.forms.reactions import ReactionForm
from applications.models import Passage, Reaction
from applications.reading import Reading
from applications.views.holding import (
    OpenedElsewhere,
    held,
    held_or_blank,
    kept,
    under_way,
    within_limits,
)
from coopstudio.doors import public
from coopstudio.refusals import Refused


@public
@within_limits
def new_reaction(request, uid):
    """Answer a passage, or a few words of it."""
    draft = held_or_blank(request)
    if draft is None and under_way(request):
        return redirect("applications:status")
    if draft is None:
        raise Http404
    passage = get_object_or_404(_answerable(draft.version), uid=uid)
    form = ReactionForm(request.POST or None, initial=_chosen(request), passage=passage)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            draft = kept(request, draft)
        except OpenedElsewhere as refusal:
            form.add_error(None, str(refusal))
            return _show(request, form, draft, passage)
        try:
            reactions.react(
                draft,
                passage,
                kind=answers["kind"],
                words=answers["words"],
                quote=answers["quote"],
                near=answers["near"] or 0,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _kept(request, draft, passage)
    return _show(request, form, draft, passage)


@public
def reaction(request, pk):
    """Change one's reaction, or take it back."""
    draft = held(request)
    mine = Reaction.objects.select_related("passage__section", "application")
    given = get_object_or_404(mine, pk=pk, application=draft) if draft else _hidden()
    initial = {"kind": given.kind, "words": given.words}
    form = ReactionForm(request.POST or None, initial=initial)
    try:
        if request.method == "POST" and request.POST.get("act") == "remove":
            reactions.take_back(given, at=timezone.now())
            return _kept(request, draft, given.passage, "Votre réaction est retirée.")
        if request.method == "POST" and form.is_valid():
            answers = form.cleaned_data
            reactions.change(given, kind=answers["kind"], words=answers["words"], at=timezone.now())
            return _kept(request, draft, given.passage)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _show(request, form, draft, given.passage, reaction=given)


def _kept(request, draft, passage, said="Votre réaction est gardée."):
    """Back to the passage: the whole page, or for a script the passage alone as it now stands."""
    if not request.headers.get("X-Fragment"):
        return redirect(_place(draft, passage))
    draft.refresh_from_db(fields=["touched_at"])
    reading = Reading(draft.version, draft)
    context = {"reading": reading, "draft": draft, "said": said}
    context["passage"] = reading.passage(passage.uid)
    return render(request, "applications/calls/kept.html", context)


def _show(request, form, draft, passage, reaction=None):
    fragment = "#composer" if request.headers.get("X-Fragment") else ""
    context = {"form": form, "version": draft.version, "passage": passage, "reaction": reaction}
    context["quote"] = reaction.quote if reaction else form["quote"].value()
    context["back"] = _place(draft, passage)
    status = 422 if form.errors else 200
    name = f"applications/calls/reaction.html{fragment}"
    return render(request, name, context, status=status)


def _answerable(version):
    return Passage.objects.select_related("section").filter(
        section__version=version, kind__in=[Passage.Kind.PARAGRAPH, Passage.Kind.LIST]
    )


def _chosen(request):
    """The words that the reader selected, if a script says so."""
    near = request.GET.get("near", "")
    return {
        "quote": request.GET.get("quote", "")[:5000].replace("\0", ""),
        "near": int(near) if near.isdecimal() and len(near) < 6 else 0,
    }


def _place(draft, passage):
    return f"{draft.version.get_absolute_url()}#p-{passage.uid}"


def _hidden():
    raise Http404
