"""Joining the Institut."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample


@letter(
    "members.requested",
    occasion="Quand une personne envoie son bulletin d’adhésion ; le bulletin est joint.",
    sample=sample(organ="conseil d’administration", needs_agreement=False),
)
def requested(request, bulletin, *, write):
    write(
        to=request.person.letterbox,
        key=f"{request.pk}",
        document=bulletin,
        first_name=request.person.first_name,
        organ=request.statutes.admission_organ,
        needs_agreement=request.needs_agreement,
        link=address(reverse("members:joining")),
    )


@letter(
    "members.to_admit",
    occasion="Quand une demande d’adhésion arrive, à qui tient le registre.",
    sample=sample(name="Mehdi Zerrouki", organ="conseil d’administration"),
)
def to_admit(request, keeper, *, write):
    write(
        to=keeper.letterbox,
        key=f"{request.pk}:{keeper.pk}",
        about=request.person,
        first_name=keeper.first_name,
        name=request.person.full_name,
        organ=request.statutes.admission_organ,
        link=address(reverse("members:request", args=[request.pk])),
    )


@letter(
    "members.welcome",
    occasion="Quand l’admission est enregistrée.",
    sample=sample(
        day=date(2026, 12, 3),
        organ="conseil d’administration",
        email="n@exemple.fr",
        awaits_fee=False,
        has_begun=True,
        following=address("/adhesion/"),
    ),
)
def welcome(membership, attestation, *, write):
    write(
        to=membership.person.letterbox,
        key=f"{membership.pk}",
        document=attestation,
        awaits_fee=membership.awaits == "fee",
        has_begun=not membership.awaits,
        first_name=membership.person.first_name,
        organ=membership.organ,
        day=membership.started_on,
        email=membership.person.email,
        link=address(reverse("home")),
        following=address(reverse("members:joining")),
    )


@letter(
    "members.refused",
    occasion="Quand l’organe d’admission ne donne pas suite à une demande.",
    sample=sample(words="Le conseil préfère attendre que la fondation de la société soit actée."),
)
def refused(request, words, *, write):
    write(
        to=request.person.letterbox,
        key=f"{request.pk}",
        first_name=request.person.first_name,
        words=words,
    )


@letter(
    "members.taken_back",
    occasion="Quand qui tient le registre retire une demande, comme la personne l’a dit.",
    sample=sample(keeper="Blaise Morel"),
)
def taken_back(request, keeper, *, write):
    write(
        to=request.person.letterbox,
        key=f"{request.pk}",
        first_name=request.person.first_name,
        keeper=keeper.full_name,
    )
