"""A contract on its way: to sign, told again, countersigned, in force, left, given up."""

from django.urls import reverse

from contributions.states import Party
from coopstudio.mail.api import address, letter
from members.emails.samples import sample

SAID = {"reference": "APP-2027-0004", "cents": 90_000}
FIXED = "Elle porte un code : ses mots ne changent pas."


@letter(
    "contributions.contract_to_sign",
    occasion="Quand un contrat, ou une nouvelle version, est prêt à signer ; le PDF est joint.",
    sample=sample(**SAID, version=1, why="", association="Claire-Lise Besson"),
)
def contract_to_sign(version, paper, *, write):
    """To the contributor, who signs first."""
    ours = version.signatories.select_related("person").get(party=Party.ASSOCIATION)
    write(
        to=version.contract.person.letterbox,
        key=f"{version.pk}",
        about=version.contract.person,
        document=paper,
        version=version.number,
        why=version.why,
        association=ours.person.full_name,
        **_told(version.contract, version.contract.person),
    )


@letter(
    "contributions.contract_to_countersign",
    occasion="Quand la personne qui apporte a signé, à qui signe pour l’association.",
    sample=sample(**SAID, name="Inès Carvalho"),
)
def contract_to_countersign(version, *, write):
    ours = version.signatories.select_related("person").get(party=Party.ASSOCIATION)
    write(
        to=ours.person.letterbox,
        key=f"{version.pk}",
        about=version.contract.person,
        name=version.contract.person.full_name,
        **_told(version.contract, ours.person),
    )


@letter(
    "contributions.contract_reminder",
    until="Jusqu’à la signature, ou jusqu’à ce que le contrat ne tienne plus.",
    occasion="Sept puis vingt et un jours après, à qui n’a pas encore signé un contrat d’apport.",
    sample=sample(**SAID, step=7, is_contributor=True),
)
def contract_reminder(signatory, step, *, write):
    contract = signatory.version.contract
    write(
        to=signatory.person.letterbox,
        key=f"{signatory.pk}:{step}",
        about=contract.person,
        step=step,
        is_contributor=signatory.party == Party.CONTRIBUTOR,
        **_told(contract, signatory.person),
    )


@letter(
    "contributions.signing_code",
    occasion="Quand on s’apprête à signer un contrat d’apport à l’écran : le code de signature.",
    sample=sample(reference="APP-2027-0004", code="042917"),
    secret=True,
    fixed=FIXED,
)
def signing_code(code, figures, *, write):
    signatory = code.signatory
    write(
        to=signatory.person.email,
        key=f"{code.pk}",
        about=signatory.person,
        first_name=signatory.person.first_name,
        reference=signatory.version.contract.reference,
        code=figures,
    )


@letter(
    "contributions.contract_signed",
    occasion="Quand un contrat est signé des deux côtés ; le PDF signé est joint, à chacun.",
    sample=sample(**SAID, is_contributor=True, version=1, is_money=True),
)
def contract_signed(signatory, paper, *, write):
    contract = signatory.version.contract
    write(
        to=signatory.person.letterbox,
        key=f"{signatory.pk}",
        about=contract.person,
        document=paper,
        is_contributor=signatory.party == Party.CONTRIBUTOR,
        version=signatory.version.number,
        is_money=bool(signatory.version.facts["instalments"]),
        **_told(contract, signatory.person),
    )


@letter(
    "contributions.contract_lapsed",
    until="Une fois, quand le contrat ne tient plus.",
    occasion="Quand un contrat reste sans suite avant d’être signé des deux côtés.",
    sample=sample(**SAID, by="Hélène D’Almeida", why="Le montant de la promesse a changé."),
)
def contract_lapsed(contract, *, by, why, write):
    """``by``: who left it; nobody when the clock did, or when the contributor did it alone."""
    write(
        to=contract.person.letterbox,
        key=f"{contract.pk}",
        about=contract.person,
        by=by.full_name if by and by != contract.person else "",
        why=why,
        **_told(contract, contract.person),
    )


@letter(
    "contributions.contract_retracted",
    occasion="Quand quelqu’un se rétracte à temps : à cette personne, et à la trésorerie.",
    sample=sample(**SAID, name="Inès Carvalho", is_contributor=True),
)
def contract_retracted(contract, *, cents, keepers, write):
    """``cents``: what came already, and is to be given back by ``keepers``."""
    for person in [contract.person, *keepers]:
        write(
            to=person.letterbox,
            key=f"{contract.pk}:{person.pk}",
            about=contract.person,
            name=contract.person.full_name,
            is_contributor=person == contract.person,
            **_told(contract, person) | {"cents": cents},
        )


def _told(contract, person):
    return {
        "first_name": person.first_name,
        "reference": contract.reference,
        "cents": contract.committed,
        "link": address(reverse("contributions:contract", args=[contract.pk])),
    }
