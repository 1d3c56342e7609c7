"""Signed on the screen: a simple electronic signature, and everything that proves it (8.4)."""

import re
import unicodedata

from contributions.actions.signing.codes import prove
from contributions.actions.signing.force import advance
from contributions.actions.signing.turns import refuse_unless_their_turn
from contributions.contracts.canonical import digest
from contributions.documents import paper_to_sign
from contributions.events import Event
from contributions.models import Signature
from contributions.states import SignatureWay
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

CONSENT_VERSION = 1
CONSENT = (
    "Je signe ce document de façon électronique. J’ai pu le lire en entier, l’imprimer et le "
    "garder. Son empreinte m’a été montrée. Mon nom, la mention que je recopie et le code reçu à "
    "mon adresse valent signature."
)
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


class ThePaperIsComing(Refused):
    message = (
        "Le document se prépare encore : attendez une minute, puis signez ce que vous avez lu."
    )


class AnotherPaper(Refused):
    message = "Le document a changé depuis que vous l’avez ouvert : relisez-le avant de signer."


class NotYourName(Refused):
    def __init__(self, expected):
        super().__init__(f"Écrivez votre nom entier, tel qu’il est au contrat : {expected}.")


class NotTheMention(Refused):
    message = "Recopiez la mention en entier, chiffres compris."


def sign(signatory, *, by, at, name, mention, code, shown, proof):
    """« Je signe. » With one's full name, the mention, the code of the e-mail.

    ``shown``: the digest of the PDF that the page showed. ``proof``: what the page knows of this
    moment (address, browser, second factor, when it was opened); strings, numbers, booleans.
    """
    paper = paper_to_sign(signatory.version)
    if paper is None or not paper.is_issued:
        raise ThePaperIsComing
    if paper.sha256 != shown:
        raise AnotherPaper
    refuse_unless_their_turn(signatory, by, at)
    expected = signatory.version.facts["mentions"][signatory.party]
    if plain(name) not in {plain(by.civil_name), plain(by.full_name)}:
        raise NotYourName(by.civil_name)
    if plain(mention) != plain(expected):
        raise NotTheMention
    entered = prove(signatory, code, at=at)
    with locked(signatory.version.contract) as contract:
        refuse_unless_their_turn(signatory, by, at)
        entered.used_at = at
        entered.save(update_fields=["used_at"])
        evidence = _evidence(signatory, entered, at, name, mention, paper, proof)
        Signature.objects.create(
            signatory=signatory, way=SignatureWay.ONLINE, evidence=evidence,
            digest=digest(evidence), signed_at=at,
        )  # fmt: skip
        record(Event.CONTRACT_SIGNED, contract, by=by, version=signatory.version.number)
        advance(contract, signatory.version, by=by, at=at)
    return contract


def plain(words):
    """Letters and figures alone, without accents nor capitals: what people type alike."""
    bare = unicodedata.normalize("NFKD", words.casefold().replace("œ", "oe").replace("æ", "ae"))
    return NOT_A_LETTER.sub("", bare)


def _evidence(signatory, entered, at, name, mention, paper, proof):
    """What proves this signature, hours in UTC."""
    return {
        "way": "simple electronic signature (eIDAS, art. 3-10)",
        "contract": signatory.version.facts["reference"],
        "version": signatory.version.number,
        "version_digest": signatory.version.digest,
        "document": f"{paper.pk}",
        "document_sha256": paper.sha256,
        "party": signatory.party,
        "account": signatory.person_id,
        "email": signatory.person.email,
        "name_typed": name,
        "mention_typed": mention,
        "consent": CONSENT,
        "consent_version": CONSENT_VERSION,
        "code_sent_at": entered.sent_at.isoformat(),
        "code_tries": entered.tries,
        "signed_at": at.isoformat(),
    } | proof
