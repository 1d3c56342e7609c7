"""What every verb of a proposal shares: it is locked, its beat moves, its step is dated."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.college import has_a_voice, sits
from governance.consents.facilitating import facilitates
from governance.models import Circle, Proposal, Round
from governance.states import ProposalKind, ProposalState, RoundKind

S = ProposalState
K = ProposalKind
REACHING = (K.MERGER, K.AIM, K.EXCLUSION, K.RECALL, K.LINK)
"""Their adoption may end a circle, or a place in it: texts that wait there, or above, go on."""
ENDED = (S.ADOPTED, S.WITHDRAWN, S.ABANDONED)


class NotYours(Refused):
    message = "Ce geste revient à la personne qui porte la proposition."


class NotFacilitating(Refused):
    message = "Ce geste revient à la personne qui facilite."


class NoVoiceHere(Refused):
    message = (
        "Ce geste demande d’avoir une place dans ce cercle. Vous pouvez y déposer une tension."
    )


class IsOver(Refused):
    message = "Cette proposition est terminée : une nouvelle peut la citer."


class IsSuspended(Refused):
    message = "La réunion s’est close au milieu : la proposition attend d’être reprise."


class NotNow(Refused):
    message = "Cette étape n’est pas ouverte : relisez la page, quelque chose a avancé."


SKIP = "Passer directement au tour de consentement"
REFER = "Confier la proposition à un autre cercle"
LEADS_TO = {SKIP: S.CONSENT, REFER: S.REFERRED}
"""What the circle is asked beside the text, and the step that its accord opens."""


@contextmanager
def carrying(proposal, *, at):
    """Lock the proposal and yield it; what was changed is saved, dated, and told to screens.

    Its circles are locked first, as they are by whoever leaves one: nobody waits for nobody.
    """
    with transaction.atomic():
        circles = near(proposal)
        if proposal.kind in REACHING:
            hold_with_texts(*circles, *[one.parent for one in circles if one.parent])
        else:
            hold(circles)
        with locked(proposal) as proposal:
            before = proposal.state
            yield proposal
            proposal.beat += 1
            if proposal.state != before:
                proposal.moved_at = at
                _drop_questions(proposal, at=at)
            proposal.save()


def hold(circles):
    """Lock these circles, always in the same order; whoever only writes a row that points at one of
    them, a tension for its basket, waits for nobody."""
    keys = {one.pk for one in circles}
    held = Circle.objects.select_for_update(of=("self",), no_key=True)
    list(held.filter(pk__in=keys).order_by("pk"))


def hold_with_texts(*circles):
    """Lock these circles, and those of the texts that wait there, for them or about them, in the
    order of all: circles that end at the same second never wait for each other."""
    here = Q(circle__in=circles) | Q(concerns__circle__in=circles) | Q(about_circle__in=circles)
    texts = Proposal.objects.filter(here).exclude(state__in=ENDED).distinct()
    hold([*circles, *[one for text in texts for one in near(text)]])


def _drop_questions(proposal, *, at):
    """The text has moved: what its circle was asked, and that can no longer be done, is dropped."""
    for opened in proposal.rounds.open().filter(kind=RoundKind.ASSENT, subject__in=LEADS_TO):
        if not proposal.can_move_to(LEADS_TO[opened.subject]):
            rounds.void(opened, by=None, at=at)


def check_going(proposal):
    """Refuse what is ended, or suspended with its meeting."""
    if proposal.state in ENDED:
        raise IsOver
    if proposal.suspended_at:
        raise IsSuspended


def check_carries(person, proposal, *, at, or_facilitates=False):
    """Refuse unless this person carries it, or facilitates if that is enough; None is the clock.

    Whoever has left the circles that it touches carries it no more, but a draft of their own.
    """
    if person is None:
        return
    on = timezone.localdate(at)
    if person.pk == proposal.carrier_id:
        if proposal.state != S.DRAFT and not is_carried(proposal, at=at):
            raise NoVoiceHere
    elif not (or_facilitates and facilitates(person, proposal, on=on)):
        raise NotYours


def is_carried(proposal, *, at):
    """Does who carries it still sit in one of the circles that it touches, on leave or not?"""
    on = timezone.localdate(at)
    return any(sits(proposal.carrier, one, on=on) for one in near(proposal))


def check_facilitates(person, proposal, *, at, circle=None):
    """Refuse unless this person facilitates it, and sits there; None is the clock."""
    on = timezone.localdate(at)
    if person is None:
        return
    if not facilitates(person, proposal, on=on, circle=circle):
        raise NotFacilitating
    if not sits(person, circle or proposal.circle, on=on):
        raise NoVoiceHere


def check_sits(person, circles, *, at):
    """Refuse unless this person has a voice in one of these circles; None is the clock."""
    on = timezone.localdate(at)
    if person is not None and not any(has_a_voice(person, one, on=on) for one in circles):
        raise NoVoiceHere


def circles_of(proposal):
    """Its circle, then those that must consent to the same version."""
    asked = proposal.concerns.filter(must_consent=True).select_related("circle")
    return [proposal.circle, *[one.circle for one in asked]]


def near(proposal):
    """The circles that it touches: who brings a text before one may sit in another."""
    return [one for one in [*circles_of(proposal), proposal.about_circle] if one]


def consent_rounds(proposal):
    """The rounds of consent whose positions count, in every circle, on the last version."""
    return Round.objects.standing().filter(
        kind=RoundKind.CONSENT, version=proposal.versions.current()
    )
