"""A mise en demeure and what follows it; a procedure of exclusion, to its person alone."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.life import DAY, LEGAL, ORGAN
from members.emails.samples import sample


@letter(
    "members.notice_proposed",
    occasion="Quand la trésorerie propose une mise en demeure, à qui peut la signer.",
    sample=sample(name="Mehdi Zerrouki", owed=3_000, by="Hélène D’Almeida"),
    fixed=LEGAL,
)
def notice_proposed(notice, keeper, *, write):
    person = notice.membership.person
    write(
        to=keeper.letterbox,
        key=f"{notice.pk}:{keeper.pk}",
        about=person,
        first_name=keeper.first_name,
        name=person.full_name or person.email,
        owed=notice.owed,
        by=f"{notice.proposed_by}",
        link=address(reverse("members:notice", args=[notice.pk])),
    )


@letter(
    "members.notice",
    occasion="Quand une mise en demeure est signée ; la lettre est jointe en PDF.",
    sample=sample(owed=3_000, deadline=DAY, by="Fleur Mathet"),
    fixed=LEGAL,
)
def notice(notice, paper, *, write):
    person = notice.membership.person
    write(
        to=person.letterbox,
        key=f"{notice.pk}",
        about=person,
        document=paper,
        first_name=person.first_name,
        owed=notice.owed,
        deadline=notice.deadline,
        by=f"{notice.signed_by}",
        link=address(reverse("members:joining")),
    )


@letter(
    "members.notice_settled",
    occasion="Quand une mise en demeure est levée : c’est payé, ou on y renonce.",
    sample=sample(day=DAY, is_paid=True, owed=0),
    fixed=LEGAL,
)
def notice_settled(fact, *, is_paid, owed, write):
    person = fact.membership.person
    write(
        to=person.letterbox,
        key=f"{fact.pk}",
        about=person,
        first_name=person.first_name,
        day=fact.since,
        is_paid=is_paid,
        owed=owed,
        link=address(reverse("members:joining")),
    )


@letter(
    "members.removed",
    occasion="Quand une radiation est enregistrée ; la décision est jointe.",
    sample=sample(organ=ORGAN, day=DAY),
    fixed=LEGAL,
)
def removed(fact, paper, *, write):
    person = fact.membership.person
    write(
        to=person.letterbox,
        key=f"{fact.pk}",
        about=person,
        document=paper,
        first_name=person.first_name,
        organ=fact.organ,
        day=fact.decided_on,
    )


def _to_the_person(case, **more):
    person = case.membership.person
    return {
        "to": person.letterbox,
        "key": f"{case.pk}",
        "about": person,
        "first_name": person.first_name,
        "link": address(reverse("members:my_case")),
        **more,
    }


def _decided(case, paper):
    """One letter for each decision: one that was reversed may be followed by another."""
    told = _to_the_person(case, document=paper, organ=case.organ, day=case.decided_on)
    return told | {"key": f"{paper.pk}"}


@letter(
    "members.grievances",
    occasion="Quand les griefs d’une procédure d’exclusion sont envoyés à la personne.",
    sample=sample(
        until=DAY, hearing="le vendredi 20 novembre 2026 à 18 h, salle du bas", organ=ORGAN
    ),
    fixed=LEGAL,
    secret=True,
)
def grievances(case, paper, *, write):
    write(
        **_to_the_person(case, document=paper),
        until=case.defence_until,
        hearing=case.hearing,
        organ=case.statutes.exclusion_organ,
    )


@letter(
    "members.hearing",
    occasion="Quand l’audition d’une procédure d’exclusion est fixée autrement, à la personne.",
    sample=sample(until=DAY, hearing="le vendredi 20 novembre 2026 à 18 h, salle du bas"),
    fixed=LEGAL,
    secret=True,
)
def hearing(case, paper, *, write):
    told = _to_the_person(case, document=paper, until=case.defence_until, hearing=case.hearing)
    write(**told | {"key": f"{paper.pk}"})


@letter(
    "members.defence_received",
    occasion="Quand la personne écrit sa défense, à qui tient le registre ; sans son nom.",
    sample=sample(until=DAY),
    fixed=LEGAL,
    secret=True,
)
def defence_received(case, keeper, *, write):
    """Without a name: a mailbox is read by more eyes than the register."""
    write(
        to=keeper.letterbox,
        key=f"{case.pk}:{keeper.pk}:{case.defended_at.timestamp():.0f}",
        first_name=keeper.first_name,
        until=case.defence_until,
        link=address(reverse("members:case", args=[case.membership.person_id])),
    )


@letter(
    "members.excluded",
    occasion="Quand une exclusion est décidée, à la personne ; la décision est jointe.",
    sample=sample(organ=ORGAN, day=DAY),
    fixed=LEGAL,
    secret=True,
)
def excluded(case, paper, *, write):
    write(**_decided(case, paper))


@letter(
    "members.maintained",
    occasion="Quand l’organe décide de ne pas exclure, à la personne.",
    sample=sample(organ=ORGAN, day=DAY),
    fixed=LEGAL,
    secret=True,
)
def maintained(case, paper, *, write):
    write(**_decided(case, paper))


@letter(
    "members.case_shelved",
    occasion="Quand une procédure est abandonnée, à la personne.",
    sample=sample(day=date(2026, 11, 30)),
    fixed=LEGAL,
    secret=True,
)
def case_shelved(case, *, write):
    write(**_to_the_person(case), day=case.sent_on)
