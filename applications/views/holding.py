"""Which draft stands behind a request: the one of this session, or of the person signed in."""

from functools import wraps

from django.contrib import messages
from django.db.models import BigIntegerField, Q
from django.shortcuts import redirect, render
from django.utils import timezone

from applications import limits
from applications.actions import drafts
from applications.actions.returns import CLOSED
from applications.links import StaleLink
from applications.models import Application
from applications.states import UNDER_WAY
from applications.versions import read_today
from applications.views.finding import HEAVY
from coopstudio.prepared import Given, prepared
from coopstudio.refusals import Refused


class OpenedElsewhere(Refused):
    message = (
        "Le brouillon commencé ici a été rouvert ailleurs par le lien envoyé à son adresse : il ne "
        "s’ouvre plus que pour cette personne. Ce que vous venez d’écrire n’est pas gardé, et "
        "reste dans cette page."
    )


def held(request):
    """The draft being written, or None. A confirmed draft opens for its person only."""
    mine = Q(person=None)
    known = Application.objects.drafts().select_related("version__call", "cv")
    if request.user.is_authenticated:
        mine |= Q(person=request.user)
    pk = request.session.get("draft")
    draft = known.filter(mine, pk=pk).first() if pk else None
    if draft is None and request.user.is_authenticated:
        draft = next(iter(_drafts_of(person=request.user.pk)), None)
    return draft


@prepared
def _drafts_of():
    mine = Application.objects.drafts().belonging_to(Given("person", BigIntegerField()))
    mine = mine.select_related("version__call", "cv").defer(*HEAVY)
    return mine.order_by("-touched_at")[:1]


def is_elsewhere(request):
    """Whether the draft begun here was confirmed from another device since: it opens for its person
    only, and a blank one in its place would look like lost words."""
    begun = Application.objects.filter(pk=request.session.get("draft")).exclude(person=None)
    if request.user.is_authenticated:
        begun = begun.exclude(person=request.user)
    return "draft" in request.session and held(request) is None and begun.exists()


def under_way(request):
    """What this person already sent and that still lives: nobody begins a second one by mistake."""
    if not request.user.is_authenticated:
        return None
    return next(iter(_sent_by(person=request.user.pk)), None)


@prepared
def _sent_by():
    mine = Application.objects.belonging_to(Given("person", BigIntegerField()))
    mine = mine.filter(state__in=UNDER_WAY).select_related("version").defer(*HEAVY)
    return mine.order_by("-submitted_at")[:1]


def to_take_up(request):
    """The last one that this person's own withdrawal, or an answer, closed: it may be taken up."""
    if not request.user.is_authenticated:
        return None
    mine = Application.objects.belonging_to(request.user).filter(state__in=CLOSED)
    return mine.defer(*HEAVY).order_by("-submitted_at").first()


def held_or_blank(request):
    """The draft being written, or a blank one that is not kept; None when no call is open, or when
    theirs is already on its way."""
    draft = held(request)
    if draft is None and under_way(request) is None and (version := open_version()):
        draft = Application(version=version)
    return draft


def open_version():
    """The version that a new answer would be about; None when no call is open."""
    version = read_today()
    return version if version and version.call.is_open else None


def within_limits(view):
    """Answer 429, in words, to a machine that begins too many drafts."""

    @wraps(view)
    def limited(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except limits.TooManyDrafts:
            return render(request, "429.html", status=429)
        except drafts.CallIsClosed as refusal:  # it was closed while they were reading
            messages.error(request, str(refusal))
            return redirect("applications:call")

    return limited


def kept(request, draft):
    """``draft`` itself, begun for good if it was blank; the session holds it from now on.

    Somebody signed in whose address it bears, or who gave none yet, makes it their own. Raises
    OpenedElsewhere rather than begin a second one in silence.
    """
    if draft.pk is None and is_elsewhere(request):
        raise OpenedElsewhere
    by = request.user if request.user.is_authenticated else None
    if draft.pk is None:
        limits.refuse_too_many_drafts(request)
        draft = drafts.begin(draft.version, by=by, at=timezone.now())
    elif by and draft.person_id is None and draft.email in ("", by.email):
        draft = _made_theirs(request, draft)
    request.session["draft"] = draft.pk
    return draft


def _made_theirs(request, draft):
    try:
        return drafts.confirm(draft, person=request.user, at=timezone.now())
    except StaleLink:  # another window of theirs did it at the same second
        if (draft := held(request)) is None:
            raise
        return draft
