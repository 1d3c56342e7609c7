"""The proposal that an address names, or 404; its page; and what becomes of one gesture on it."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from coopstudio.journal.api import history
from coopstudio.refusals import Refused
from governance.consents.unfolding.steps import skipped, steps_of
from governance.consents.unfolding.way import Way
from governance.models import Concern, Hesitation, Item, Perception, PolePair, PoleSwap, Proposal
from governance.states import IN_CONSENT, LIVE, ItemState, ProposalState

AT_WORK = (*LIVE, ProposalState.ADOPTED, ProposalState.RESERVED)
WITH = (
    "circle",
    "carrier",
    "tension__by",
    "election__facilitator",
    "referred_to",
    "about_person",
    "about_decision__circle",
    "about_circle",
)


def found(request, pk):
    """With what it has, so that its page asks for nothing that is not there, and its room."""
    here = {"proposal": OuterRef("pk")}
    hesitations = Hesitation.objects.filter(round__proposal=OuterRef("pk"), to=request.user)
    proposals = Proposal.objects.readable_by(request.user).select_related(*WITH)
    proposals = proposals.annotate(
        is_felt=Exists(Perception.objects.filter(**here)),
        is_balanced=Exists(PolePair.objects.filter(circle=OuterRef("circle"), until=None)),
        is_swapped=Exists(PoleSwap.objects.filter(**here)),
        has_rival=Exists(_rivals()),
        is_shared=Exists(Concern.objects.filter(**here)),
        is_confided=Exists(hesitations),
        lived_in=Subquery(_rooms(OuterRef("pk"), OuterRef("election")).values("meeting")[:1]),
    )
    return get_object_or_404(proposals, pk=pk)


def show(request, proposal, *, status=200, typed=None, refusal=""):
    """The page of a proposal. ``typed``: what was refused, kept in its field: (field, words)."""
    way = Way(
        proposal,
        request.user,
        now=timezone.now(),
        since=number(request.GET.get("de")),
        shown=number(request.GET.get("version")),
    )
    context = {
        "proposal": proposal,
        "way": way,
        "steps": steps_of(way),
        "skipped": skipped(way),
        "history": history(proposal),
        "typed": typed or {},
        "refusal": refusal,
        "live_room": proposal.lived_in if proposal.state in AT_WORK else None,
    }
    return render(request, "governance/proposals/proposal.html", context, status=status)


def done(request, proposal, act, *, said="", typed=None):
    """Do it and go back to the page; refused, say why, and keep what was typed."""
    try:
        act()
    except Refused as refusal:
        if typed and not _room(request, proposal):
            return show(
                request, found(request, proposal.pk), status=422, typed=typed, refusal=str(refusal)
            )
        messages.error(request, str(refusal))
        return back(request, proposal)
    if said:
        messages.success(request, said)
    return back(request, proposal)


def bound(request, proposal, form, act, template, **context):
    """Show a form of its own page; valid, do the act and go back to the proposal."""
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
            return back(request, proposal)
        except Refused as refusal:
            refused = str(refusal)
            form.add_error(None, refused)
    status = 422 if form.errors or refused else 200
    context = {"proposal": proposal, "form": form, **context}
    return render(request, f"governance/proposals/{template}.html", context, status=status)


def back(request, proposal):
    """Where a gesture leads: to the room in which it was made (``?salle=``), or to the page."""
    room = _room(request, proposal)
    return redirect("governance:room", room) if room else redirect(proposal)


def _room(request, proposal):
    """The meeting that the address names, while it lives this text."""
    asked = number(request.GET.get("salle"))
    return asked if asked and asked == live_room(proposal) else None


def _rivals():
    """What is in consent of the same need, or about the same text."""
    same = Q(tension=OuterRef("tension")) | Q(about_decision=OuterRef("about_decision"))
    beside = Q(about_decision=OuterRef("about_decision"), parts__gt=0, parts=OuterRef("parts"))
    same &= ~(beside & ~Q(part=OuterRef("part")))
    return Proposal.objects.filter(same, state__in=IN_CONSENT).exclude(pk=OuterRef("pk"))


def live_room(proposal):
    """The key of the open meeting whose point under way is this text, or None."""
    return _rooms(proposal.pk, proposal.election_id).values_list("meeting", flat=True).first()


def _rooms(proposal, election):
    """The points under way that are this text, or the election that it comes from."""
    about = Q(proposal=proposal) | (Q(election=election) if election else Q())
    now = Item.objects.filter(about, state=ItemState.CURRENT, meeting__closed_at=None)
    return now.order_by("meeting", "rank", "pk")


def number(text):
    """The number in an address, None for anything else."""
    is_number = text and text.isascii() and text.isdigit() and len(text) < 18
    return int(text) if is_number else None
