"""What happens to a membership, told to its person, and to those who keep the register."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from coopstudio.mail.api import address, letter
from members.emails.samples import sample

LEGAL = (
    "Elle fait courir des délais que fixent les statuts : ses mots ne changent que dans le code."
)
DAY = date(2026, 12, 3)
ORGAN = "conseil d’administration"


def _mine():
    return address(reverse("members:joining"))


def _to(membership, **more):
    person = membership.person
    return {"to": person.letterbox, "about": person, "first_name": person.first_name, **more}


def _keeper(fact, keeper, **more):
    person = fact.membership.person
    return {
        "to": keeper.letterbox,
        "key": f"{fact.pk}:{keeper.pk}",
        "about": person,
        "first_name": keeper.first_name,
        "name": person.full_name or person.email,
        "link": address(reverse("members:life", args=[person.pk])),
        **more,
    }


@letter(
    "members.listed",
    occasion="Quand une demande d’adhésion est inscrite à l’ordre du jour d’une réunion.",
    sample=sample(organ=ORGAN, day=DAY),
    fixed=LEGAL,
)
def listed(fact, *, write):
    write(
        to=fact.request.person.letterbox,
        key=f"{fact.pk}",
        about=fact.request.person,
        first_name=fact.request.person.first_name,
        organ=fact.organ,
        day=fact.on,
        link=_mine(),
    )


@letter(
    "members.adjourned",
    occasion="Quand l’organe d’admission reporte sa réponse à une demande d’adhésion.",
    sample=sample(
        organ=ORGAN,
        day=DAY,
        words="Le temps a manqué pour lire toutes les demandes.",
        replaced_on=None,
    ),
    fixed=LEGAL,
)
def adjourned(fact, *, replaced=None, write):
    """``replaced``: the adjournment that was written down wrongly, and told so."""
    write(
        to=fact.request.person.letterbox,
        key=f"{fact.pk}",
        about=fact.request.person,
        first_name=fact.request.person.first_name,
        organ=fact.organ,
        day=fact.on,
        words=fact.words,
        replaced_on=timezone.localdate(replaced.at) if replaced else None,
        link=_mine(),
    )


@letter(
    "members.begun",
    occasion="Le premier jour d’une adhésion décidée plus tôt ; l’attestation est jointe.",
    sample=sample(day=DAY, directory=address("/membres/")),
    fixed=LEGAL,
)
def begun(membership, attestation, *, write):
    write(
        **_to(membership, key=f"{membership.pk}", document=attestation),
        day=membership.started_on,
        directory=address(reverse("members:directory")),
        link=_mine(),
    )


@letter(
    "members.resigned",
    occasion="Quand une démission est reçue ; l’accusé de réception est joint.",
    sample=sample(received_on=DAY, until=date(2027, 3, 3)),
    fixed=LEGAL,
)
def resigned(fact, acknowledgement, *, write):
    write(
        **_to(fact.membership, key=f"{fact.pk}", document=acknowledgement),
        received_on=fact.since,
        until=fact.until,
        link=_mine(),
    )


@letter(
    "members.departure",
    occasion="Quand une démission est reçue, à qui tient le registre.",
    sample=sample(name="Mehdi Zerrouki", until=DAY),
    fixed=LEGAL,
)
def departure(fact, keeper, *, write):
    write(**_keeper(fact, keeper, until=fact.until))


@letter(
    "members.kept",
    occasion="Quand l’organe accepte qu’une démission soit reprise.",
    sample=sample(organ=ORGAN, day=DAY),
    fixed=LEGAL,
)
def kept(fact, *, write):
    write(
        **_to(fact.membership, key=f"{fact.pk}"),
        organ=fact.organ,
        day=fact.decided_on,
        link=_mine(),
    )


@letter(
    "members.leave_asked",
    occasion="Quand un ou une membre demande une pause, à qui tient le registre.",
    sample=sample(name="Mehdi Zerrouki", since=DAY, until=date(2027, 3, 3)),
    fixed=LEGAL,
)
def leave_asked(fact, keeper, *, write):
    write(**_keeper(fact, keeper, since=fact.since, until=fact.until))


@letter(
    "members.leave_granted",
    occasion="Quand la pause d’une adhésion est enregistrée.",
    sample=sample(since=DAY, until=date(2027, 3, 3), votes=False),
    fixed=LEGAL,
)
def leave_granted(fact, *, votes, write):
    write(
        **_to(fact.membership, key=f"{fact.pk}"),
        since=fact.since,
        until=fact.until,
        votes=votes,
        link=_mine(),
    )


@letter(
    "members.leave_declined",
    occasion="Quand l’organe n’accorde pas la pause demandée.",
    sample=sample(organ=ORGAN, words="L’assemblée de mars a besoin de tout le monde."),
    fixed=LEGAL,
)
def leave_declined(fact, words, *, write):
    write(**_to(fact.membership, key=f"{fact.pk}"), organ=fact.organ, words=words, link=_mine())


@letter(
    "members.suspended",
    occasion="Quand une suspension décidée par l’organe est enregistrée.",
    sample=sample(organ=ORGAN, since=DAY, until=None, words="Le règlement intérieur, article 4."),
    fixed=LEGAL,
)
def suspended(fact, words, *, write):
    write(
        **_to(fact.membership, key=f"{fact.pk}"),
        organ=fact.organ,
        since=fact.since,
        until=fact.until,
        words=words,
        link=_mine(),
    )


@letter(
    "members.resumed",
    occasion="Quand une pause ou une suspension prend fin plus tôt que prévu.",
    sample=sample(day=DAY, votes=True, is_suspended=False),
    fixed=LEGAL,
)
def resumed(fact, *, votes, is_suspended, write):
    """``is_suspended``: the pause is over, and a suspension still runs."""
    write(
        **_to(fact.membership, key=f"{fact.pk}"),
        day=fact.since,
        votes=votes,
        is_suspended=is_suspended,
        link=_mine(),
    )


@letter(
    "members.farewell",
    until="Une fois, le jour du départ.",
    occasion="Le lendemain du dernier jour d’une adhésion.",
    sample=sample(day=DAY),
    fixed=LEGAL,
)
def farewell(membership, *, write):
    write(
        **_to(membership, key=f"{membership.pk}:{membership.ended_on}"),
        day=membership.ended_on,
        link=address("/mes-donnees/"),
    )


@letter(
    "members.reversed",
    occasion="Quand une inscription faite par erreur au registre est annulée.",
    sample=sample(what="démission", day=DAY),
    fixed=LEGAL,
)
def reversed_(membership, fact, *, write):
    write(
        **_to(membership, key=f"{fact.pk}"),
        what=fact.get_kind_display(),
        day=fact.since,
        link=_mine(),
    )
