"""What a contract is written from, and the way it goes, in one line each."""

import hashlib
from datetime import date

from contributions.actions import contracts
from contributions.actions.signing import send_code, sign
from contributions.contracts.facts import Said
from contributions.documents import paper_to_sign
from contributions.models import Need, Pledge, Terms
from contributions.states import Form, Party, PledgeState
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from members.models import BankDetails
from tests.contributions.factories import AT, TODAY
from tests.members.factories import founder, member, treasurer

IBAN = "FR7630006000011234567890189"
PROOF = {"ip": "203.0.113.7", "user_agent": "Essai", "second_factor": False}


def people():
    """(Hélène who keeps the books, Fleur who signs for the association, Inès who contributes)."""
    helene = treasurer(email="helene@exemple.fr")
    fleur = founder(email="fleur@exemple.fr")
    ines = member("Inès", "Carvalho", email="ines@exemple.fr", agreement="f")
    BankDetails.objects.create(
        from_on=date(2026, 1, 1), holder="Institut de Santé Sociale", iban=IBAN,
        validated_by="conseil", written_by=helene,
    )  # fmt: skip
    return helene, fleur, ines


def terms(**facts):
    facts = {
        "from_on": date(2026, 9, 1), "statutes_article": "article 12", "validated_by": "assemblée",
        "statutes_words": "Les apports peuvent être repris dans les conditions du contrat.",
        "fortune_words": "deux exercices bénéficiaires de suite de la société.",
    } | facts  # fmt: skip
    return Terms.objects.create(**facts)


def pledge(person, cents=900_00, *, form=Form.MONEY, parts=(), **facts):
    """A confirmed promise, to a need of the plan."""
    need = Need.objects.create(label="Site et identité", cents=3_600_00, opened_on=TODAY)
    facts = {"need": need, "words": "Un ordinateur"} | facts
    made = Pledge.objects.create(
        person=person,
        form=form,
        cents=cents,
        state=PledgeState.CONFIRMED,
        declared_at=AT,
        confirmed_at=AT,
        **facts,
    )
    for day, some in parts:
        made.parts.create(due_on=day, cents=some)
    return made


def said(**more):
    facts = {
        "rna": "W212000000", "seat": "3, rue des Tilleuls, 21700 Nuits-Saint-Georges",
        "born_on": date(1988, 3, 4), "born_in": "Chaumont",
        "address": "3, rue des Tanneries, 21000 Dijon",
    } | more  # fmt: skip
    return Said(**facts)


def asked(helene, fleur, **more):
    """What ``issue`` and ``preview`` take."""
    return {
        "by": helene, "at": AT, "on": TODAY, "signs_for": fleur, "quality": "présidente",
        "mandate": "conseil du 3 février 2027, point 2", "said": said(),
    } | more  # fmt: skip


def issue(promise, helene, fleur, **more):
    """A contract that was issued, whose PDF is there (its bytes are not those of a PDF)."""
    contract = contracts.issue(promise, **asked(helene, fleur, **more))
    printed(contract.versions.last())
    return contract


def printed(version):
    content = f"%PDF {version.pk}".encode()
    Document.objects.filter(pk=paper_to_sign(version).pk, state="asked").update(
        state="issued", content=content, sha256=hashlib.sha256(content).hexdigest(), issued_at=AT
    )


def signs(contract, party, *, at=AT, **more):
    """That side signs on the screen, with the code of its letter."""
    version = contract.versions.order_by("number").last()
    signatory = version.signatories.get(party=party)
    send_code(signatory, by=signatory.person, at=at)
    letter = Letter.objects.filter(kind="contributions.signing_code").order_by("pk").last()
    words = {
        "name": signatory.person.civil_name, "mention": version.facts["mentions"][party],
        "code": letter.subject[:6], "shown": paper_to_sign(version).sha256, "proof": PROOF,
    } | more  # fmt: skip
    return sign(signatory, by=signatory.person, at=at, **words)


def in_force(promise, helene, fleur, *, at=AT):
    contract = issue(promise, helene, fleur)
    signs(contract, Party.CONTRIBUTOR, at=at)
    return signs(contract, Party.ASSOCIATION, at=at)
