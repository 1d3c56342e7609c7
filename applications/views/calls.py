"""The call: read by everybody, prepared and published by a founder."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from applications import comparison
from applications.actions import calls
from applications.forms.calls import VersionForm
from applications.models import CallVersion, Passage, Section
from applications.permissions import is_founder
from applications.views.holding import held
from coopstudio.doors import public, requires
from coopstudio.refusals import Refused


@public
def call(request):
    """The version that visitors read today; a quiet page when there is none."""
    version = CallVersion.objects.select_related("call").current()
    if version is None:
        return render(request, "applications/calls/none.html", {"contact": settings.CONTACT_EMAIL})
    return _read(request, version)


@public
def version(request, number):
    """A published version, for ever at the same address."""
    return _read(request, _published(number))


@public
def changes(request, number):
    """What a version changed, word by word."""
    new = _published(number)
    old = new.call.versions.published().filter(number__lt=number).order_by("-number").first()
    if old is None:
        raise Http404
    context = {"version": new, "before": old, "changes": list(changed_passages(old, new))}
    return render(request, "applications/calls/changes.html", context)


@requires(is_founder)
def new_version(request):
    """Paste or send the text of the next version; nothing is public yet."""
    last = CallVersion.objects.order_by("-number").first()
    form = VersionForm(request.POST or None, request.FILES or None, initial=_as_typed(last))
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            made = calls.import_version(
                calls.the_call(),
                by=request.user,
                title=answers["title"],
                signature=answers["signature"],
                dated_on=answers["dated_on"],
                source=answers["text"],
            )
        except Refused as refusal:
            form.add_error("source", str(refusal))
        else:
            return redirect("applications:preview", made.number)
    status = 422 if form.errors else 200
    return render(request, "applications/calls/new.html", {"form": form}, status=status)


@requires(is_founder)
def preview(request, number):
    """The prepared version as it will be read, beside what it changes."""
    new = get_object_or_404(CallVersion, number=number, published_at=None)
    old = new.call.versions.published().order_by("-number").first()
    context = {"version": new, "sections": _sections(new), "before": old}
    if old:
        context["changes"] = list(changed_passages(old, new))
    return render(request, "applications/calls/preview.html", context)


@requires(is_founder)
@require_POST
def publication(request, number):
    """Publish the prepared version, or set it aside."""
    prepared = get_object_or_404(CallVersion, number=number, published_at=None)
    try:
        if request.POST.get("act") == "set_aside":
            calls.set_aside(prepared, by=request.user)
            return redirect("applications:new_version")
        calls.publish(prepared, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:preview", number)
    messages.success(request, f"La version {number} est publiée : c’est elle que l’on lit.")
    return redirect("applications:call")


def changed_passages(old, new):
    """For each passage added, removed or reworded: its state and its stretches of text."""
    before = Passage.objects.filter(section__version=old).order_by("section__ordinal", "ordinal")
    after = Passage.objects.filter(section__version=new).select_related("section")
    left = {passage.uid: passage for passage in before}
    for passage in after.order_by("section__ordinal", "ordinal"):
        was = left.pop(passage.uid, None)
        if was is None or was.text != passage.text:
            words = comparison.changed_words(was.text if was else "", passage.text)
            yield {"section": passage.section.title, "is_new": was is None, "words": list(words)}
    for passage in left.values():
        yield {"section": "", "is_gone": True, "words": [("removed", passage.text)]}


def _read(request, version):
    draft = held(request)
    mine = _reactions_by_passage(draft)
    context = {
        "version": version,
        "sections": _sections(version, mine),
        "draft": draft,
        "reactions": sum(map(len, mine.values())),
        "may_react": draft is None or draft.version_id == version.pk,
        "is_first": version.number == 1,
    }
    return render(request, "applications/calls/call.html", context)


def _sections(version, mine=None):
    """The sections in order, each passage with its number and the reader's own reactions."""
    sections = list(Section.objects.filter(version=version).prefetch_related("passages"))
    calls_count = sum(section.part == Section.Part.CALL for section in sections)
    rank = number = 0
    for section in sections:
        rank += section.part == Section.Part.CALL
        section.rank, section.out_of = rank, calls_count
        for passage in section.passages.all():
            number += passage.can_be_answered
            passage.number, passage.mine = number, (mine or {}).get(passage.uid, [])
    return {
        "offer": [s for s in sections if s.part == Section.Part.OFFER],
        "call": [s for s in sections if s.part == Section.Part.CALL],
        "notes": [p for s in sections for p in s.passages.all() if p.kind == Passage.Kind.NOTE],
    }


def _reactions_by_passage(draft):
    found = {}
    if draft:
        for reaction in draft.reactions.select_related("passage"):
            found.setdefault(reaction.passage.uid, []).append(reaction)
    return found


def _published(number):
    version = CallVersion.objects.published().select_related("call").filter(number=number)
    return version.order_by("-published_at").first() or _missing()


def _missing():
    raise Http404


def _as_typed(last):
    if last is None:
        return {"dated_on": timezone.localdate()}
    kept = {"title": last.title, "signature": last.signature, "source": last.markdown}
    return kept | {"dated_on": timezone.localdate()}
