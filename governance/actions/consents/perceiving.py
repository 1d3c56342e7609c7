"""Positions de perception: before reacting, one feels the text from another's place (4.4).

Places are given or drawn; what is felt from there is no position and no reaction of its writer;
who really holds the place says whether it is that.
"""

import random

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.consents.handling import (
    NotNow,
    carrying,
    check_facilitates,
    check_going,
    check_sits,
)
from governance.college import college
from governance.consents.facilitating import room_of
from governance.consents.policies import PLACES, policy
from governance.events import Event
from governance.meetings.gathering import gathered
from governance.models import Perception, Viewpoint
from governance.states import ProposalState

BEFORE_REACTIONS = (ProposalState.PRESENTATION, ProposalState.CLARIFICATION)
MOST = 12


class NotAPractice(Refused):
    message = "Ce cercle n’a pas consenti à ressentir depuis d’autres places : proposez-le d’abord."


class NoOtherPlace(Refused):
    message = "Il manque une place que cette personne ne tient pas elle-même : ajoutez-en une."


class AlreadyFelt(Refused):
    message = "C’est déjà écrit depuis cette place : on n’y revient pas."


class ReactionsHaveBegun(Refused):
    message = "Les réactions sont ouvertes : ce temps-là est passé."


class NotTheHolder(Refused):
    message = "Seule la personne qui tient vraiment cette place peut y répondre."


class AlreadyEchoed(Refused):
    message = "Vous avez déjà répondu à ce qui a été ressenti de votre place."


class NothingIsWritten(Refused):
    message = "Écrivez quelques mots depuis cette place."


class PlaceIsThere(Refused):
    message = "Cette place est déjà là."


def add_viewpoint(circle, *, by, at, name, holder=None):
    """One more place from which this circle may feel a text, and who really holds it."""
    with locked(circle) as circle:
        check_sits(by, [circle], at=at)
        if circle.viewpoints.filter(until=None, name=name).exists():
            raise PlaceIsThere
        viewpoint = Viewpoint.objects.create(circle=circle, name=name, holder=holder, since=at)
        record(Event.VIEWPOINT_ADDED, viewpoint, by=by, circle=circle.pk)
    return viewpoint


def end_viewpoint(viewpoint, *, by, at):
    """It is drawn no more; what was felt from there stays."""
    with locked(viewpoint) as viewpoint:
        check_sits(by, [viewpoint.circle], at=at)
        if viewpoint.until is None:
            viewpoint.until = at
            viewpoint.save(update_fields=["until"])
            record(Event.VIEWPOINT_ENDED, viewpoint, by=by)
    return viewpoint


def give_places(proposal, *, by, at, chosen=None):
    """A place for each person who has none, drawn; ``chosen``: {person: place}, given instead."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_facilitates(by, proposal, at=at)
        _check_practice(proposal, at=at)
        chosen = chosen or _drawn(proposal, at=at)
        for person, viewpoint in chosen.items():
            if viewpoint is None or viewpoint.holder_id == person.pk:
                raise NoOtherPlace
            _give(proposal, person, viewpoint, at=at)
        record(Event.VIEWPOINTS_GIVEN, proposal, by=by, people=[one.pk for one in chosen])
    return proposal


def feel(perception, *, by, at, words):
    """What one feels of the text « depuis la place de… »: once."""
    with carrying(perception.proposal, at=at) as proposal:
        perception = Perception.objects.select_for_update(of=("self",)).get(pk=perception.pk)
        check_going(proposal)
        if by.pk != perception.person_id:
            raise NotNow
        if proposal.state not in BEFORE_REACTIONS:
            raise ReactionsHaveBegun
        if perception.words:
            raise AlreadyFelt
        if not words.strip():
            raise NothingIsWritten
        perception.words, perception.written_at = words.strip(), at
        perception.save(update_fields=["words", "written_at"])
        record(Event.FELT, proposal, by=by, perception=perception.pk)
    return perception


def echo(perception, *, by, at, echo, words=""):
    """« C’est ça », « pas tout à fait », « à côté »: by who really holds the place, once."""
    with carrying(perception.proposal, at=at) as proposal:
        found = Perception.objects.select_for_update(of=("self",)).select_related("viewpoint")
        perception = found.get(pk=perception.pk)
        check_going(proposal)
        if by.pk != perception.viewpoint.holder_id or not perception.words:
            raise NotTheHolder
        if perception.echo:
            raise AlreadyEchoed
        perception.echo, perception.echo_words = echo, words.strip()[:300]
        perception.echoed_by, perception.echoed_at = by, at
        perception.save(update_fields=["echo", "echo_words", "echoed_by", "echoed_at"])
        record(Event.ECHOED, proposal, by=by, perception=perception.pk, echo=f"{echo}")
    return perception


def _check_practice(proposal, *, at):
    if proposal.state not in BEFORE_REACTIONS:
        raise ReactionsHaveBegun
    if policy(proposal.circle, PLACES, on=timezone.localdate(at)) is None:
        raise NotAPractice


def _drawn(proposal, *, at):
    """{person: place} for those around who have none: as many different places as there are."""
    room = room_of(proposal, proposal.circle)
    on = timezone.localdate(at)
    around = gathered(room, at=at) if room else college(proposal.circle, on=on)
    seated = set(proposal.perceptions.values_list("person", flat=True))
    places = list(proposal.circle.viewpoints.filter(until=None)[:MOST])
    random.SystemRandom().shuffle(places)
    found = {}
    for sitting in around:
        if sitting.person.pk not in seated:
            open_ones = [one for one in places if one.holder_id != sitting.person.pk]
            found[sitting.person] = open_ones[0] if open_ones else None
            if open_ones:
                places.remove(open_ones[0])
                places.append(open_ones[0])  # drawn again once the others were
    return found


def _give(proposal, person, viewpoint, *, at):
    known = proposal.perceptions.filter(person=person).first()
    if known and known.words:
        raise AlreadyFelt
    if known:
        known.viewpoint, known.given_at = viewpoint, at
        known.save(update_fields=["viewpoint", "given_at"])
    else:
        facts = {"proposal": proposal, "person": person, "viewpoint": viewpoint}
        Perception.objects.create(**facts, given_at=at)
