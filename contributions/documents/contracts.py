"""A contract on paper: as a draft, as it is to be signed, as it was signed with its proofs."""

from django.db.models import Q

from contributions.contracts.canonical import canonical
from contributions.contracts.drawing import drawn
from contributions.models import Contract, Signatory, Version
from contributions.permissions import reads_books
from coopstudio.documents import api, sealing
from coopstudio.files.api import door
from coopstudio.french import dates

DRAFT = "contributions.contract_draft"
TO_SIGN, SIGNED = "contributions.contract_to_sign", "contributions.contract_signed"
TEMPLATE = "contributions/documents/contract.html"


def may_read_draft(person, document):
    return reads_books(person)


def may_read_contract(person, document):
    """Both sides, and whoever answers for the books."""
    mine = Contract.objects.visible_to(person)
    versions = Version.objects.filter(pk=document.subject_id)
    signs = Signatory.objects.filter(version=document.subject_id, person=person)
    return versions.filter(contract__in=mine).exists() or signs.exists()


api.readable_by(DRAFT, may_read_draft)
api.readable_by(TO_SIGN, may_read_contract)
api.readable_by(SIGNED, may_read_contract)


@door
def may_open_scan(person, file):
    """The copy of a signed paper, like its contract."""
    signed = Signatory.objects.filter(signature__scan=file)
    return signed.filter(
        Q(person=person) | Q(version__contract__in=Contract.objects.visible_to(person))
    ).exists()


def contract_draft(pledge, version, *, at):
    """What the contract would be; it says « projet » and proves nothing."""
    return api.ask(
        DRAFT,
        pledge,
        title=f"Projet de contrat, promesse {pledge.pk}",
        template=TEMPLATE,
        archive={"at": at, "files": {}},
        is_draft=True,
        **_told(version),
    )


def contract_to_sign(version):
    """The version as it leaves for its signatures; it carries its articles and facts as JSON."""
    return api.ask(
        TO_SIGN,
        version,
        title=f"Contrat {version.facts['reference']}, version {version.number}, à signer",
        template=TEMPLATE,
        archive={"at": version.issued_at, "files": {"contrat.json": _data(version)}},
        **_told(version),
    )


def contract_signed(version, *, at):
    """The same words with their signatures; it carries what proves each of them."""
    signatures = [_signature(one) for one in _signed(version)]
    files = {"contrat.json": _data(version)} | {
        f"preuve-{one.party}.json": canonical(one.signature.evidence) for one in _signed(version)
    }
    return api.ask(
        SIGNED,
        version,
        title=f"Contrat {version.facts['reference']}, version {version.number}, signé",
        template=TEMPLATE,
        archive={"at": at, "files": files},
        signatures=signatures,
        **_told(version),
    )


def paper_to_sign(version):
    """The PDF that is signed, without its bytes; None before it was asked for."""
    return api.documents_of(version).filter(kind=TO_SIGN).first()


def paper_signed(version):
    """The PDF that bears the signatures; None before the last of them."""
    return api.documents_of(version).filter(kind=SIGNED).first()


def _told(version):
    return {"drawn": drawn(version), "is_sealed": sealing.has_seal()}


def _data(version):
    return canonical({"clauses": version.clauses, "facts": version.facts, "sha256": version.digest})


def _signed(version):
    found = version.signatories.select_related("person", "signature")
    return found.prefetch_related("signature__certifications__by").order_by("pk")


def _signature(one):
    """How a signature is told on the paper."""
    signature, evidence = one.signature, one.signature.evidence
    told = {"name": one.person.civil_name, "party": one.party, "way": signature.way}
    if "signed_on" in evidence:
        return told | {
            "on": dates.short_day(evidence["signed_on"]),
            "original_at": signature.original_at,
            "certified": [
                f"{seen.by.civil_name}, le {dates.short_day(seen.at)}"
                for seen in signature.certifications.all()
            ],
            "digest": signature.digest,
        }
    return told | {
        "on": dates.moment(signature.signed_at),
        "mention": evidence["mention_typed"],
        "typed": evidence["name_typed"],
        "document": evidence["document_sha256"],
        "digest": signature.digest,
    }
