"""The fiche of a former member: they are told twice, then it goes; the register keeps its line."""

from django.utils import timezone

from applications import emails, keeping, records
from applications.actions.keeping import forgetting
from applications.actions.keeping.retention import NotDue
from applications.events import Event
from applications.keeping import Stay, Step
from applications.models import FicheKeeping
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.mail import erasing as post
from members.actions.bulletins import drop_papers
from members.actions.data.closing import close_account
from members.rights import addresses, erasures

LETS_GO = {Stay.NOTHING, Stay.FROZEN, Stay.ASKED, Stay.DOSSIER, Stay.POST}
"""What does not hold back somebody who erases their fiche themselves."""


def tell(person, *, at):
    """Tell a former member, once and then once more, the day on which their fiche goes."""
    today = timezone.localdate(at)
    with locked(person) as person:
        plan = records.plan_of(person, today=today)
        if plan is None or plan.step not in {Step.FIRST, Step.LAST}:
            raise NotDue
        kept, _ = FicheKeeping.objects.get_or_create(person=person)
        is_last = plan.step == Step.LAST
        soonest = today + (keeping.AT_LEAST if is_last else plan.notices[1])
        kept.told_on, kept.rule_on = max(plan.erase_on, soonest), plan.rule_on
        kept.first_notice_at = kept.first_notice_at if is_last else at
        kept.last_notice_at = at if is_last else None
        kept.save()
        record(Event.FICHE_TOLD, person, on=f"{kept.told_on}")
        emails.fiche_expiry(person, on=kept.told_on, is_last=is_last)
    return kept


def erase_due(person, *, at):
    """Its day has come, asked again under the lock: a fee may have been called a minute ago."""
    with locked(person) as person:
        plan = records.plan_of(person, today=timezone.localdate(at))
        if plan is None or plan.step != Step.ERASE:
            raise NotDue
        return erase(person, by=None, at=at)


def is_free(person, *, on):
    """Whether this former member may erase their fiche at once."""
    plan = records.plan_of(person, today=on)
    return plan is not None and plan.stay in LETS_GO


def stop_letters(person):
    """What waits for this person does not leave any more."""
    known = addresses.those_of(person)
    post.forget_words(known, about=[person, *person.joined.all()], stop=True)


def erase(person, *, by, at, tells=True, stops=True):
    """The fiche goes with the account; the line of the register, the accounts and the decisions
    stay. ``tells``: a last letter says so, but to the dead and to who has no e-mail. ``stops``:
    what waited for them does not leave, unless it was just written with this."""
    with locked(person) as person:
        known = addresses.those_of(person)
        post.forget_words(known, about=[person, *person.joined.all()], stop=stops)
        if tells and person.email and not person.deceased_on:
            emails.fiche_erased(person)
        for membership in person.memberships.all():
            erasures.note(membership, born=records.born(membership), at=at)
        FicheKeeping.objects.update_or_create(
            person=person,
            defaults={"erased_at": at, "told_on": None, "rule_on": None}
            | {"first_notice_at": None, "last_notice_at": None},
        )
        for request in person.requests.filter(membership=None).with_papers():
            drop_papers(request)
        close_account(person)
        record(Event.FICHE_ERASED, person, by=by)
        for address in known:
            forgetting.forget_address(address)
    return person
