"""The association asks something of each member; they answer, or who keeps the register does."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coopstudio.db import locked, one_at_a_time
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.data.freezing import refuse_if_frozen
from members.events import Event
from members.importing.columns import TITLES, plain, refused
from members.models import DataRequest, Detail, DetailAnswer, Membership
from members.models.details import MOST_DETAILS


class AlreadyAsked(Refused):
    message = "Cela est déjà demandé : fermez d’abord l’autre, ou donnez un autre nom."


class TooMany(Refused):
    message = f"{MOST_DETAILS} choses sont déjà demandées, et c’est le plus : fermez-en une."


class NotForUs(Refused):
    """What the house reads in no sheet either: the reason is the message."""


class NotAMember(Refused):
    message = "L’association les demande à ses membres : cette personne ne l’est pas aujourd’hui."


@transaction.atomic
def open_detail(*, by, at, **told):
    """``told``: name, why, choices, level. A name is that of one column of a sheet, of ours too."""
    one_at_a_time("members.details")
    if Detail.objects.open().count() >= MOST_DETAILS:
        raise TooMany
    if why := refused(told["name"]):
        raise NotForUs(why)
    if plain(told["name"]) in {*TITLES, *(plain(one.name) for one in Detail.objects.open())}:
        raise AlreadyAsked
    detail = Detail.objects.create(opened_by=by, opened_at=at, **told)
    record(Event.DETAIL_OPENED, detail, by=by)
    return detail


def close_detail(detail, *, by, at):
    """It serves no longer: what was answered goes at once, but for what a freeze or a question
    about one's data holds. Says how many answers went."""
    with locked(detail) as detail:
        if detail.closed_on:
            return 0
        gone, _ = _unheld(detail.answers).delete()
        detail.closed_on = timezone.localdate(at)
        detail.save(update_fields=["closed_on"])
        record(Event.DETAIL_CLOSED, detail, by=by, answers=gone)
    return gone


def answer(person, said, *, by, at):
    """``said``: ``{detail: (words, is_shown)}``; empty words take the answer back,
    ``is_shown=None`` leaves it to its person."""
    with locked(person) as person:
        if by.pk != person.pk:
            refuse_if_frozen(person)
        if not person.memberships.active(on=timezone.localdate(at)).exists():
            raise NotAMember
        still = _still_asked(said)
        for detail, (words, is_shown) in said.items():
            if detail not in still:
                continue  # nobody asks it any more: what was typed meanwhile is not kept
            if not words:
                person.details.filter(detail=detail).delete()
                continue
            facts = {} if is_shown is None else {"is_shown": is_shown and detail.may_be_shown}
            DetailAnswer.objects.update_or_create(
                person=person, detail=detail, defaults={"words": words, "said_at": at, **facts}
            )
        record(Event.DETAILS_SAID, person, by=by)


def take_over(person, answers, *, at):
    """What a sheet answers for somebody: ``{detail: words}``, shown to no other member. The caller
    holds the person and tells the journal."""
    for detail in _still_asked(answers):
        DetailAnswer.objects.update_or_create(
            person=person, detail=detail, defaults={"words": answers[detail], "said_at": at}
        )


def _still_asked(details):
    held = Detail.objects.open().select_for_update(of=("self",))
    return set(held.filter(pk__in=[one.pk for one in details])) if details else set()


def forget_what_serves_no_more(*, on):
    """What was asked of members goes with the question or the membership. Says how many went."""
    members = Membership.objects.active(on=on).values("person")
    over = ~Q(person__in=members) | Q(detail__closed_on__isnull=False)
    return _unheld(DetailAnswer.objects.filter(over)).delete()[0]


def _unheld(answers):
    """Nothing goes of who froze their data, or waits for what the house answers about them."""
    asked = DataRequest.objects.open().values("person")
    return answers.filter(person__frozen_since=None).exclude(person__in=asked)
