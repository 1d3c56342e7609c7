"""The notice of a repayment: how much, by which rule, which division, by whose decision."""

from contributions.documents.payments import at, proof
from contributions.models import Share
from contributions.permissions import reads_books
from contributions.rounds.frozen import came_since
from contributions.rounds.promised import Promised, promised_by
from contributions.rounds.working import ODD_CENTS
from coopstudio.documents import api
from coopstudio.french import dates, money
from coopstudio.french.typography import de


def may_read_notice(person, document):
    """The person of the apport, and those who answer for the books."""
    shares = Share.objects.filter(pk=document.subject_id)
    return (
        shares.exists() if reads_books(person) else shares.filter(contract__person=person).exists()
    )


api.readable_by("contributions.repayment_notice", may_read_notice)


def repayment_notice(share):
    """Everything that somebody needs to do the division again by hand."""
    tour, contract = share.round, share.contract
    payout = contract.person.payout_accounts.filter(ended_at=None, confirmed_at__isnull=False)
    payout, since = payout.first(), came_since(share)
    return api.ask(
        "contributions.repayment_notice",
        share,
        title=f"Avis de reprise {contract.reference}, tour {tour}",
        template="contributions/documents/repayment_notice.html",
        archive=_proof(share),
        number=f"{contract.reference}-{tour}",
        name=contract.person.civil_name,
        of_name=de(contract.person.civil_name),
        tour=f"{tour}",
        contract=contract.reference,
        amount=money.euros(share.cents),
        amount_words=money.in_words(share.cents),
        outstanding=money.euros(share.outstanding),
        left=money.euros(contract.balance.outstanding),
        since=money.euros(since) if since else "",
        envelope=money.euros(sum(one.cents for one in tour.sources.all())),
        count=f"{tour.shares.count()}",
        cut_off=dates.day(tour.cut_off_on),
        rule=tour.get_rule_display(),
        fraction=share.fraction,
        odd=ODD_CENTS[tour.rule] if share.has_odd_cent else "",
        departs=_departs(share),
        digest=tour.digest,
        decision=tour.act.code,
        circle=tour.act.circle,
        decided=dates.day(tour.act.at),
        posted=dates.day(tour.entry.on),
        entry=f"{tour.entry.book_id} {tour.entry.number}",
        account=payout.iban[-4:] if payout else "",
        holder=payout.holder if payout else "",
    )


def _proof(share):
    """The numbers of the division, for a program."""
    tour = share.round
    return proof(
        tour.entry.written_at,
        "avis",
        contrat=share.contract.reference,
        tour=f"{tour}",
        centimes=share.cents,
        sur=share.outstanding,
        division=share.fraction,
        base=tour.digest,
        decision=tour.act.code,
        ecriture=at(tour.entry),
        le=f"{tour.entry.on}",
    )


def _departs(share):
    """How the contract says that a round is shared, when this one was shared otherwise."""
    said = promised_by([share.contract_id]).get(share.contract_id)
    is_kept = said in (None, Promised(share.round.rule, share.round.minimum))
    return "" if is_kept else said.words
