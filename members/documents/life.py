"""The papers of a membership's life: what is acknowledged, demanded, decided."""

from coopstudio.documents import api
from coopstudio.french import dates, money
from coopstudio.french.typography import de
from members.models import Exclusion, FormalNotice, MembershipFact
from members.signers import office_of


def may_read_fact(person, document):
    return MembershipFact.objects.visible_to(person).filter(pk=document.subject_id).exists()


def may_read_notice(person, document):
    return FormalNotice.objects.visible_to(person).filter(pk=document.subject_id).exists()


def may_read_case(person, document):
    """The person, and the keepers who do not sit on their own case."""
    return Exclusion.objects.visible_to(person).filter(pk=document.subject_id).exists()


api.readable_by("members.acknowledgement", may_read_fact)
api.readable_by("members.removal", may_read_fact)
api.readable_by("members.notice", may_read_notice)
api.readable_by("members.grievances", may_read_case)
api.readable_by("members.exclusion_decision", may_read_case)


def acknowledgement(fact, *, notice):
    """That a resignation was received, and until when the membership lasts. ``notice``: what the
    statutes ask for; the last day may be a later one that the person wished."""
    person, is_wished = fact.membership.person, fact.until > fact.since + notice
    return _ask(
        "acknowledgement",
        fact,
        f"Accusé de réception de la démission {de(person.full_name)}",
        person,
        fact.since,
        received_on=dates.short_day(fact.since),
        until=dates.short_day(fact.until),
        days=0 if is_wished else notice.days,
        is_wished=is_wished,
    )


def formal_notice(notice):
    """What is owed, until when, on which clause, and what follows otherwise."""
    person = notice.membership.person
    return _ask(
        "notice",
        notice,
        f"Mise en demeure {de(person.full_name)}",
        person,
        notice.sent_on,
        owed=money.euros(notice.owed),
        owed_words=money.in_words(notice.owed),
        deadline=dates.day(notice.deadline),
        clause=notice.clause,
        number=notice.letter_number,
        organ=notice.statutes.removal_organ,
        adopted_on=dates.short_day(notice.statutes.adopted_on),
        signed_by=f"{notice.signed_by}",
        signed_as=office_of(notice.signed_by),
    )


def removal(notice, fact, *, owed):
    """That the organ decided the radiation, why, and what one may still do. ``owed``: what was
    left that day of the sum demanded, in cents."""
    person = fact.membership.person
    return _ask(
        "removal",
        fact,
        f"Radiation {de(person.full_name)}",
        person,
        fact.decided_on,
        sent_on=dates.short_day(notice.sent_on),
        owed=money.euros(owed),
        deadline=dates.short_day(notice.deadline),
        clause=notice.clause,
        number=notice.removal_number,
        organ=fact.organ,
        reference=fact.reference,
        appeal=notice.statutes.appeal_route,
    )


def grievances(case, *, again_on=None):
    """What is held against the person, and until when they may answer. ``again_on``: the day that
    another hearing is told by a letter that replaces the first."""
    person = case.membership.person
    return _ask(
        "grievances",
        case,
        f"Procédure concernant {person.full_name}{', autre audition' if again_on else ''}",
        person,
        again_on or case.sent_on,
        replaced_on=dates.short_day(case.sent_on) if again_on else "",
        grievances=case.grievances,
        until=dates.day(case.defence_until),
        days=case.statutes.defence_days,
        hearing=case.hearing,
        organ=case.statutes.exclusion_organ,
    )


def exclusion_decision(case):
    """What the organ decided: excluded, or maintained; and why."""
    person = case.membership.person
    return _ask(
        "exclusion_decision",
        case,
        f"Décision concernant {person.full_name}",
        person,
        case.decided_on,
        is_excluded=case.state == "expelled",
        organ=case.organ,
        reference=case.reference,
        reasons=case.reasons,
        sent_on=dates.short_day(case.sent_on),
        defended=case.defended_at is not None,
        heard_on=dates.short_day(case.heard_on) if case.heard_on else "",
        appeal=case.statutes.appeal_route,
    )


def _ask(kind, subject, title, person, on, **data):
    """A paper addressed to the person, dated."""
    request = person.requests.order_by("requested_at").last()
    street = [request.street] if request else []
    place = f"{person.postcode} {person.town}".strip()
    return api.ask(
        f"members.{kind}",
        subject,
        title=title[:150],
        template=f"members/documents/life/{kind}.html",
        name=person.full_name or person.email,
        address=[line for line in (*street, place) if line and not person.unproved_since],
        on=dates.short_day(on),
        **data,
    )
