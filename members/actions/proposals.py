"""« Voici le groupe »: the launch is proposed to each person expected, who answers."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions import groups, launches
from members.cohort.table import Group
from members.events import Event
from members.models import Person, Proposal, ProposalAnswer
from members.states import CohortState, GroupAnswer, PlaceState, Role


class NotSufficient(Refused):
    message = "Le groupe n’est plus suffisant aujourd’hui : regardez d’abord ce qui manque."


class NotYet(Refused):
    message = (
        "On ne propose qu’un groupe dont quelqu’un a dit « il est suffisant » : regardez d’abord "
        "où il en est."
    )


class AlreadyProposed(Refused):
    message = "Le groupe est déjà proposé : on attend les réponses, ou l’on retire la proposition."


class NobodyToAsk(Refused):
    message = "Personne n’est pressenti pour le moment : il n’y a personne à qui proposer."


class AlreadyEnded(Refused):
    message = "Cette proposition est déjà close."


class NotAsked(Refused):
    message = "Rien ne vous est demandé pour le moment : la proposition a changé entre-temps."


class NoReasons(Refused):
    message = "Une objection éclaire le groupe : dites vos raisons, en quelques mots."


def propose(cohort, *, by, at, words):
    """Everybody who is expected receives « voici le groupe », in these words, and answers.

    A group that works already proposes its new places in the same way, and stays what it is.
    """
    on = timezone.localdate(at)
    with locked(cohort) as cohort:
        check_may_be_proposed(cohort, on=on)
        places = list(cohort.places.filter(state=PlaceState.EXPECTED).select_related("person"))
        if not cohort.is_at_work:
            cohort.move_to(CohortState.PROPOSED)
            cohort.save(update_fields=["state"])
        proposal = Proposal.objects.create(cohort=cohort, words=words, by=by, at=at)
        _ask(proposal, places, on=on)
        record(Event.GROUP_PROPOSED, cohort, by=by, proposal=proposal.pk, people=len(places))
    return proposal


def check_may_be_proposed(cohort, *, on):
    """Refuse what could not be sent that day: so does the page, before anything is written."""
    if cohort.is_proposed:
        raise AlreadyProposed
    if cohort.is_forming:
        raise NotYet
    if not cohort.places.filter(state=PlaceState.EXPECTED).exists():
        raise NobodyToAsk
    if not cohort.is_at_work and not Group(cohort, on=on).standing.is_sufficient:
        raise NotSufficient


def _ask(proposal, places, *, on):
    standing, named = Group(proposal.cohort, on=on).standing, _named(proposal.cohort)
    for place in places:
        place.move_to(PlaceState.ASKED)
        place.save(update_fields=["state"])
        others = [name for pk, name in named if pk != place.pk]
        emails.group_proposed(proposal, place, standing=standing, named=others)


def _named(cohort):
    """(place, name) of those who said that the others may read their name."""
    found = cohort.places.open().exclude(named_at=None).select_related("person")
    return [(place.pk, place.person.full_name) for place in found.order_by("joined_on", "pk")]


def withdraw(proposal, *, by, at, reason):
    """Founders take the proposal back, and say why: nobody is asked anything any more."""
    with locked(proposal.cohort) as cohort, locked(proposal) as proposal:
        if proposal.ended_at:
            raise AlreadyEnded
        asked = list(cohort.places.filter(state__in=groups.ASKED).select_related("person"))
        proposal.ended_at, proposal.reason = at, reason
        proposal.save(update_fields=["ended_at", "reason"])
        groups.release(cohort)
        if cohort.is_proposed:
            cohort.move_to(CohortState.SUFFICIENT)
            cohort.save(update_fields=["state"])
        record(Event.PROPOSAL_ENDED, cohort, by=by, proposal=proposal.pk)
        for place in asked:
            emails.group_taken_back(proposal, place)
    return proposal


def answer(place, *, by, at, answer, words="", is_named=False):
    """The person consents, objects with reasons, or says « pas maintenant »; one may answer again.

    An objection holds the launch until the same person answers otherwise. « Pas maintenant » frees
    the place, without a question.
    """
    if answer == GroupAnswer.OBJECTION and not words:
        raise NoReasons
    with locked(place.cohort) as cohort, locked(place) as place:
        proposal = cohort.proposals.filter(ended_at=None).first()
        if proposal is None or not place.is_asked:
            raise NotAsked
        said = ProposalAnswer.objects.create(
            proposal=proposal, place=place, answer=answer, words=words, at=at
        )
        record(Event.GROUP_ANSWERED, cohort, by=by, place=place.pk, answer=f"{answer}")
        groups.be_named(place, by=by, at=at, is_named=is_named)
        _follow(said, by=by, at=at)
    return said


def _follow(said, *, by, at):
    """What becomes of the place, and whom it is told."""
    place = said.place
    place.refresh_from_db()
    if said.answer == GroupAnswer.NOT_NOW:
        groups.leave_place(place, by=by, at=at)
        return
    if said.answer == GroupAnswer.CONSENT and place.state == PlaceState.ASKED:
        place.move_to(PlaceState.CONFIRMED)
        place.save(update_fields=["state"])
        launches.welcome_late(place, at=at)
    elif said.is_objection and place.state == PlaceState.CONFIRMED:
        place.move_to(PlaceState.ASKED)
        place.save(update_fields=["state"])
    for founder in Person.objects.holding(Role.FOUNDER, on=timezone.localdate(at)):
        emails.group_answered(said, founder)
