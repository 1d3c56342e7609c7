"""« Je consens », « j’ai une objection », « j’ai une hésitation »: each for oneself."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from governance.actions import consents
from governance.forms.consents import ObjectionForm
from governance.meetings.gathering import notes_for
from governance.models import Seat
from governance.permissions import sees_governance
from governance.states import RoundKind
from governance.views.consents.finding import bound, done, found


@require_POST
@requires(sees_governance)
def consent(request, pk, seat):
    """« Je consens » to the version on the table."""
    proposal, asked = found(request, pk), _seat(pk, seat)
    about = {"by": request.user, "at": timezone.now(), "is_aloud": asked.person != request.user}
    return done(
        request,
        proposal,
        lambda: consents.consent(asked, **about),
        said="C’est dit : votre consentement est noté.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def objection(request, pk, seat):
    """« J’ai une objection »: what it is, what it touches, a path if one sees one."""
    proposal, asked = found(request, pk), _seat(pk, seat)
    about = {"by": request.user, "is_aloud": asked.person != request.user}
    if about["is_aloud"] and not _is_noted_by(request.user, asked):
        raise Http404
    return bound(
        request,
        proposal,
        ObjectionForm(request.POST or None, initial=_said_before(request.user, asked)),
        lambda form: consents.object(asked, at=timezone.now(), **about, **form.cleaned_data),
        "objecting",
        seat=asked,
        version=asked.round.version,
        is_aloud=about["is_aloud"],
    )


@require_POST
@requires(sees_governance)
def hesitation(request, pk, seat):
    """A private word to who facilitates."""
    proposal, asked = found(request, pk), _seat(pk, seat)
    words = request.POST.get("mots", "").strip()[:2000]
    return done(
        request,
        proposal,
        lambda: consents.hesitate(asked.round, by=request.user, at=timezone.now(), words=words),
        said="C’est confié, à la personne qui facilite et à elle seule.",
        typed={"field": "hesitation", "words": words},
    )


def _said_before(person, seat):
    """The words of one's own objection, to read it again or say it better; never another's."""
    last = seat.positions.select_related("objection").last()
    said = getattr(last, "objection", None) if seat.person == person else None
    return {name: getattr(said, name) for name in ObjectionForm.base_fields} if said else {}


def _is_noted_by(person, seat):
    return notes_for(person, seat.person, seat.round, on=timezone.localdate())


def _seat(pk, seat):
    asked = Seat.objects.filter(round__proposal=pk, round__kind=RoundKind.CONSENT)
    return get_object_or_404(
        asked.select_related("round__proposal", "round__version", "person"), pk=seat
    )
