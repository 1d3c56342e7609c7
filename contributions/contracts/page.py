"""What the page of a contract shows: its paper, whose turn it is, what was signed, what comes."""

from django.db.models import BigIntegerField
from django.urls import reverse
from django.utils.functional import cached_property

from contributions.actions import retracting
from contributions.contracts.drawing import drawn
from contributions.contracts.payments import when
from contributions.documents import contracts as papers
from contributions.models import BankAccount, Certification, Signatory, Version
from contributions.permissions import certifies_copies, keeps_books
from contributions.states import ContractState, Party
from coopstudio.documents.models import Document
from coopstudio.french import dates
from coopstudio.french.typography import de
from coopstudio.journal.api import history
from coopstudio.prepared import Among, Given, hang, prepared

CONTRACT = Given("contract", BigIntegerField())
BEFORE_FORCE = {ContractState.ISSUED, ContractState.SIGNED}


def _told(contract):
    """Its versions, the last first, with who signs, their signature, and who certified it."""
    versions = _versions_of(contract=contract.pk)
    sides = _sides_of(contract=contract.pk)
    hang("signatories", versions, sides, by="version_id")
    signatures = [one.signature for one in sides if hasattr(one, "signature")]
    certified = _certifications_of(contract=contract.pk)
    hang("certifications", signatures, certified, by="signature_id")
    return versions


@prepared
def _versions_of():
    return Version.objects.filter(contract=CONTRACT).order_by("-number")


@prepared
def _sides_of():
    found = Signatory.objects.filter(version__contract=CONTRACT).order_by("pk")
    return found.select_related("person", "signature").defer("person__search")


@prepared
def _certifications_of():
    found = Certification.objects.filter(signature__signatory__version__contract=CONTRACT)
    return found.select_related("by").defer("by__search")


@prepared
def _papers_of():
    found = Document.objects.filter(Among("subject_id", "versions"))
    return found.filter(subject_kind="contributions.version").without_bytes()


class ContractPage:
    """One contract, for one person: both sides, or who answers for the books."""

    def __init__(self, contract, person, *, today):
        self.contract, self.person, self.today = contract, person, today
        self.versions = _told(contract)
        self.version = self.versions[0] if self.versions else None
        found = _papers_of(versions=[one.pk for one in self.versions])
        self.papers = {(one.subject_id, one.kind): one for one in found}
        self.is_mine = contract.person_id == person.pk
        self.keeps = keeps_books(person) and not self.is_mine
        self.history = history(contract)

    @property
    def facts(self):
        return self.version.facts if self.version else {}

    @property
    def lead(self):
        """The sentence under its title: how it stands, or whose turn it is."""
        one = self.contract
        if one.state == ContractState.LAPSED:
            return "Il est resté sans suite : personne ne doit rien, la promesse est libre."
        if self.is_retracted:
            who = "Vous avez" if self.is_mine else "La personne a"
            return f"{who} changé d’avis dans les quatorze jours. Plus rien n’est attendu."
        if self.awaited:
            who = self.awaited.person
            whose = "votre signature" if self.is_my_turn else f"la signature {de(who.full_name)}"
            return f"On attend {whose}."
        return (
            f"En vigueur depuis le {dates.short_day(one.in_force_on)}." if one.in_force_on else ""
        )

    @cached_property
    def drawn(self):
        """What the paper shows; nothing for a contract that came by transmission."""
        return drawn(self.version) if self.facts else {}

    @property
    def told_versions(self):
        """Each version with its paper, the last one first."""
        kinds = (papers.SIGNED, papers.TO_SIGN)
        return [
            {
                "version": one,
                "paper": next(
                    (self.papers[one.pk, kind] for kind in kinds if (one.pk, kind) in self.papers),
                    None,
                ),
            }
            for one in self.versions
        ]

    @property
    def paper(self):
        """The signed one once it is there, else the one to sign."""
        if self.version is None:
            return None
        return self.papers.get((self.version.pk, papers.SIGNED)) or self.to_sign

    @property
    def signed(self):
        """The paper that carries both signatures, once its bytes are there."""
        paper = self.paper
        return paper if paper and paper.kind == papers.SIGNED and paper.is_issued else None

    @property
    def to_sign(self):
        return self.papers.get((self.version.pk, papers.TO_SIGN))

    @cached_property
    def sides(self):
        """Both signatories, the contributor first, with what is told of their signature."""
        return [self.version.signatory_of(party) for party in Party] if self.version else []

    @property
    def awaited(self):
        """Whose turn it is; None when nobody is waited for."""
        if self.contract.state not in BEFORE_FORCE | {ContractState.IN_FORCE}:
            return None
        return next((one for one in self.sides if not one.has_signed), None)

    @property
    def is_my_turn(self):
        return self.awaited is not None and self.awaited.person_id == self.person.pk

    @property
    def mine_to_sign(self):
        one = self.awaited
        return one if self.is_my_turn and not hasattr(one, "signature") else None

    @property
    def i_signed(self):
        """Its contributor did, and the association did not yet."""
        return self.is_mine and any(
            hasattr(one, "signature") for one in self.sides if one.person_id == self.person.pk
        )

    @property
    def payments(self):
        """[(cents, « 3 mars 2027 »)]: what the contract asks for, and when."""
        return [(one["cents"], when(one)) for one in self.facts.get("instalments", [])]

    @cached_property
    def expected(self):
        """What is still to be paid, told to its contributor."""
        if not self.is_mine or self.contract.state != ContractState.IN_FORCE:
            return []
        return list(self.contract.instalments.unfilled())

    @cached_property
    def bank(self):
        """Where to pay it."""
        return BankAccount.objects.filter(closed_on=None).first() if self.expected else None

    @property
    def copies(self):
        """Signatures on paper that still need somebody to certify them."""
        return [
            one.signature for one in self.sides
            if hasattr(one, "signature") and not one.signature.counts
        ]  # fmt: skip

    @property
    def may_certify(self):
        """Two people who did not sign, each once."""
        signed = {one.person_id for one in self.sides}
        seen = {one.by_id for copy in self.copies for one in copy.certifications.all()}
        return self.copies and certifies_copies(self.person) and self.person.pk not in signed | seen

    @property
    def may_hand_over(self):
        """Somebody keeps the books, and the contributor has signed nothing yet."""
        waits = self.awaited is not None and self.awaited.party == Party.CONTRIBUTOR
        return self.keeps and waits and not self.copies

    @property
    def may_leave(self):
        return self.contract.state in BEFORE_FORCE and (self.keeps or self.is_mine)

    @property
    def may_amend(self):
        return self.keeps and self.contract.state == ContractState.IN_FORCE and not self.awaited

    @property
    def is_retracted(self):
        return any(one.event == "contributions.contract_retracted" for one in self.history)

    @property
    def retract_until(self):
        """The last day to change one's mind, while it is not over."""
        if not self.is_mine or self.contract.state != ContractState.IN_FORCE or self.is_retracted:
            return None
        last = retracting.until(self.contract) if self.version else None
        return last if last and last >= self.today else None

    @property
    def to_give_back(self):
        """Cents that came before a change of mind."""
        return self.contract.balance.outstanding if self.is_retracted else 0

    @property
    def steps(self):
        """Its way, for the strip at the top."""
        signed = [one.has_signed for one in self.sides]
        done = [True, *signed, self.contract.in_force_on is not None]
        names = ["Émis", "Signé par la personne", "Signé par l’association", "En vigueur"]
        who = [one.person.first_name for one in self.sides]
        notes = [f"le {dates.short_day(self.version.issued_at)}", *who, "son rang date de ce jour"]
        first = done.index(False) if False in done else None
        return [
            {"name": name, "note": note, "done": is_done, "current": rank == first}
            for rank, (name, note, is_done) in enumerate(zip(names, notes, done, strict=True))
        ]

    @property
    def apport(self):
        """Where the money of it is followed, once it is in force."""
        return reverse("contributions:apport", args=[self.contract.pk])
