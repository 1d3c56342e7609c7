"""Signed on paper: a copy is kept, the place of the original is said, two people certify it."""

from django.utils import timezone

from contributions.actions.signing.force import advance
from contributions.actions.signing.turns import refuse_unless_awaited
from contributions.contracts.canonical import digest
from contributions.events import Event
from contributions.models import Certification, Signature
from contributions.permissions import certifies_copies
from contributions.states import Party, SignatureWay
from coopstudio.db import locked
from coopstudio.files.api import take_in
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class SignedOnAnotherDay(Refused):
    message = "Le papier se signe entre le jour où le contrat est émis et aujourd’hui."


class NothingToCertify(Refused):
    message = "Aucune copie de cette version n’attend d’être certifiée."


class CertifiedBefore(Refused):
    message = "Vous avez déjà certifié cette copie : il faut une autre personne."


class NotForThemselves(Refused):
    message = (
        "Une copie est certifiée par deux personnes qui n’ont pas signé ce contrat : demandez à "
        "quelqu’un d’autre."
    )


def sign_on_paper(version, *, by, at, on, upload, original_at, both):
    """Somebody hands over the scan of what was signed with a pen: a copy, until it is certified.

    ``on``: the day written on the paper; ``original_at``: where the paper itself is kept; ``both``:
    the association signed this paper too.
    """
    if not timezone.localdate(version.issued_at) <= on <= timezone.localdate(at):
        raise SignedOnAnotherDay
    with locked(version.contract) as contract:
        contributor, ours = (version.signatory_of(party) for party in Party)
        refuse_unless_awaited(contributor, on)
        scan = take_in(upload)
        for signatory in [contributor, ours] if both else [contributor]:
            _put_down(signatory, scan, by, at, on, original_at)
        record(Event.PAPER_HANDED_OVER, contract, by=by, version=version.number)
    return version


def certify(version, *, by, at):
    """« J’ai vu l’original, la copie est la même. » The second of two makes the paper count."""
    with locked(version.contract) as contract:
        signatories = list(version.signatories.select_related("signature"))
        if by.pk in {one.person_id for one in signatories} or not certifies_copies(by):
            raise NotForThemselves
        waiting = [
            one.signature
            for one in signatories
            if hasattr(one, "signature") and not one.signature.counts
        ]
        if not waiting:
            raise NothingToCertify
        if any(seen.by_id == by.pk for one in waiting for seen in one.certifications.all()):
            raise CertifiedBefore
        for signature in waiting:
            Certification.objects.create(signature=signature, by=by, at=at)
        record(Event.COPY_CERTIFIED, contract, by=by, version=version.number)
        advance(contract, version, by=by, at=at)
    return contract


def _put_down(signatory, scan, by, at, on, original_at):
    evidence = {
        "way": "signed on paper; the scan is a copy",
        "contract": signatory.version.facts["reference"],
        "version": signatory.version.number,
        "version_digest": signatory.version.digest,
        "party": signatory.party,
        "account": signatory.person_id,
        "signed_on": on.isoformat(),
        "scan_sha256": scan.sha256,
        "original_at": original_at,
        "handed_over_by": by.pk,
        "handed_over_at": at.isoformat(),
    }
    Signature.objects.create(
        signatory=signatory, way=SignatureWay.PAPER, evidence=evidence, digest=digest(evidence),
        scan=scan, original_at=original_at, signed_at=at,
    )  # fmt: skip
