"""A contract is prepared, looked at, issued; changed by another version; left aside if unsigned."""

from django.db import transaction
from django.utils import timezone

from contributions import documents, emails
from contributions.actions import accounts, clauses, pledges
from contributions.contracts.canonical import digest_of
from contributions.contracts.composing import composed
from contributions.contracts.facts import Said, amount_of, gather
from contributions.contracts.filling import AnEmptyVariable
from contributions.events import Event
from contributions.models import Contract, Signatory, Terms, Version
from contributions.states import TAKEN_BACK, ContractState, Form, Party, PledgeState
from coopstudio.db import locked
from coopstudio.french import dates
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Person
from members.states import Role


class NotConfirmed(Refused):
    message = "Un contrat s’écrit à partir d’une promesse confirmée et encore libre."


class NoStatutesArticle(Refused):
    message = (
        "Aucun article des statuts ne permet encore la reprise dans le cadre des apports de ce "
        "jour : inscrivez-le d’abord, un contrat ne part pas sans lui."
    )


class NotAMemberThatDay(Refused):
    message = (
        "La personne qui apporte n’est pas membre ce jour-là : un apport avec droit de reprise se "
        "fait entre membres."
    )


class OlderThanItsPromise(Refused):
    def __init__(self, said_on):
        super().__init__(
            f"Cette promesse est du {dates.short_day(said_on)} : son contrat ne se date pas avant."
        )


class WithoutAgreedValue(Refused):
    message = (
        "Un des biens n’a pas de valeur que deux autres personnes ont trouvée juste : faites-la "
        "relire avant d’écrire le contrat."
    )


class NoEstimate(Refused):
    message = (
        "Donnez d’abord une estimation à ce qui est mis à disposition, ne serait-ce qu’un euro."
    )


class BothSides(Refused):
    message = (
        "La personne qui apporte ne peut ni préparer son contrat, ni le signer pour "
        "l’association : demandez à quelqu’un d’autre."
    )


class MayNotSignForUs(Refused):
    message = "Cette personne n’est pas de celles qui signent pour l’association."


class SignedAlready(Refused):
    message = (
        "Ce contrat est déjà en vigueur : il ne se laisse plus, il se modifie par une version."
    )


class NotInForceYet(Refused):
    message = "Seul un contrat en vigueur se modifie ; celui-ci peut encore être laissé et réécrit."


class AnotherVersionWaits(Refused):
    message = "Une version de ce contrat attend encore d’être signée."


@transaction.atomic
def preview(pledge, *, by, at, on, signs_for, quality, mandate, said=None):
    """The contract as it would be, on a PDF that says « projet ». Refused like the real one."""
    facts, articles = _written(pledge, by, on, signs_for, quality, mandate, said or Said())
    facts |= {"reference": f"APP-{on.year}-…"}
    draft = Version(number=1, facts=facts, clauses=articles, digest=digest_of(articles, facts))
    return documents.contract_draft(pledge, draft, at=at)


def issue(pledge, *, by, at, on, signs_for, quality, mandate, said=None):
    """The contract leaves for its two signatures; its words, facts and number are frozen.

    ``on``: its day. ``signs_for``, ``quality``, ``mandate``: who signs for the association, as
    what, by which decision. ``said``: what no row knows (``contracts.facts.Said``).
    """
    said = said or Said()
    with locked(pledge) as pledge:
        facts, articles = _written(pledge, by, on, signs_for, quality, mandate, said)
        contract = Contract.objects.create(
            year=on.year, number=0, person=pledge.person, form=pledge.form,
            committed=facts["cents"], written_at=at,
        )  # fmt: skip
        contract.refresh_from_db()
        if contract.form in TAKEN_BACK:
            accounts.account_of(contract)
        facts |= {"reference": contract.reference}
        version = _frozen(contract, 1, articles, facts, by=by, at=at, signs_for=signs_for)
        pledges.contracted(pledge, contract)
        record(Event.CONTRACT_ISSUED, contract, by=by, cents=contract.committed)
        paper = documents.contract_to_sign(version)
        emails.contract_to_sign(version, paper)
    return contract


def amend(contract, *, by, at, on, why, signs_for, quality, mandate, **changed):
    """Another version, with the articles of that day, to be signed anew by both (8.1, 24).

    ``changed``: facts of the contributor that changed (an address). The amount never changes: more
    money is another contract.
    """
    with locked(contract) as contract:
        if contract.state != ContractState.IN_FORCE:
            raise NotInForceYet
        _refuse_both_sides(contract.person, by, signs_for, on)
        last = contract.versions.order_by("number").last()
        if Signatory.objects.filter(version=last).signed().count() < len(Party):
            raise AnotherVersionWaits
        facts = last.facts | {"issued_on": on.isoformat()}
        facts["contributor"] = facts["contributor"] | changed
        facts["association"] = facts["association"] | {
            "representative": signs_for.civil_name, "quality": quality, "decision": mandate,
        }  # fmt: skip
        articles = composed(facts, on=on)
        version = _frozen(
            contract, last.number + 1, articles, facts, by=by, at=at, signs_for=signs_for, why=why
        )
        record(Event.CONTRACT_AMENDED, contract, by=by, version=version.number)
        paper = documents.contract_to_sign(version)
        emails.contract_to_sign(version, paper)
    return version


def lapse(contract, *, by, at, why=""):
    """Nobody signs it any more, and its promise is free again.

    By its contributor, who changes their mind; by whoever keeps the books; by the clock.
    """
    with locked(contract) as contract:
        if contract.state == ContractState.IN_FORCE:
            raise SignedAlready
        contract.move_to(ContractState.LAPSED)
        contract.ended_at = at
        contract.save(update_fields=["state", "ended_at"])
        pledge = getattr(contract, "pledge", None)
        if pledge is not None:
            pledges.free(pledge)
        record(Event.CONTRACT_LAPSED, contract, by=by)
        emails.contract_lapsed(contract, by=by, why=why)
    return contract


def _written(pledge, by, on, signs_for, quality, mandate, said):
    """(facts, articles) of a contract that may leave; raises the reason why it may not."""
    clauses.lay_down()
    if pledge.state != PledgeState.CONFIRMED:
        raise NotConfirmed
    _refuse_both_sides(pledge.person, by, signs_for, on)
    terms = Terms.objects.on(on)
    if terms is None or not terms.statutes_article.strip():
        raise NoStatutesArticle
    if not pledge.person.memberships.active(on=on).exists():
        raise NotAMemberThatDay
    if on < (said_on := timezone.localdate(pledge.declared_at)):
        raise OlderThanItsPromise(said_on)
    if not amount_of(pledge):
        raise WithoutAgreedValue if pledge.form == Form.IN_KIND else NoEstimate
    for name, words in [("asso.qualite", quality), ("asso.decision", mandate)]:
        if not words.strip():
            raise AnEmptyVariable(name)
    facts = gather(
        pledge, terms, on=on, signs_for=signs_for, quality=quality, mandate=mandate, said=said
    )
    return facts, composed(facts | {"reference": "…"}, on=on, left_out=said.left_out)


def _refuse_both_sides(contributor, by, signs_for, on):
    if contributor in (by, signs_for):
        raise BothSides
    if not Person.objects.holding(Role.FOUNDER, on=on).filter(pk=signs_for.pk).exists():
        raise MayNotSignForUs


def _frozen(contract, number, articles, facts, *, by, at, signs_for, why=""):
    """The version and its two signatories, as they will never change."""
    version = Version.objects.create(
        contract=contract, number=number, clauses=articles, facts=facts, why=why,
        digest=digest_of(articles, facts), issued_at=at, issued_by=by,
    )  # fmt: skip
    ours = facts["association"]
    Signatory.objects.create(version=version, party=Party.CONTRIBUTOR, person=contract.person)
    Signatory.objects.create(
        version=version, party=Party.ASSOCIATION, person=signs_for,
        quality=ours["quality"], mandate=ours["decision"],
    )  # fmt: skip
    return version
