"""What is strange in an account where somebody wants to be repaid: said to whoever confirms it."""

from contributions.bank.guesses import plain
from contributions.models import BankAccount, PayoutAccount


def doubts_of(payouts):
    """{key of an account: its doubts, in sentences}; most have none."""
    ibans = {one.iban for one in payouts}
    ours = set(BankAccount.objects.filter(iban__in=ibans).values_list("iban", flat=True))
    known = PayoutAccount.objects.filter(iban__in=ibans, ended_at=None).select_related("person")
    givers = [(one.iban, one.person) for one in known]
    return {one.pk: list(_doubts(one, ours, givers)) for one in payouts}


def is_theirs(holder, person):
    """Does the holder bear the person's name, whatever the accents and the order?"""
    name = {*plain(person.last_name).split(), *plain(person.civil_name).split()[-1:]}
    return bool(name & set(plain(holder).split()))


def _doubts(payout, ours, givers):
    if payout.iban in ours:
        yield "C’est le compte de l’association."
    for other in {who for iban, who in givers if iban == payout.iban and who != payout.person}:
        yield f"{other} a donné le même compte : demandez s’il leur est commun."
    if not is_theirs(payout.holder, payout.person):
        yield "Le titulaire ne porte pas le nom de cette personne : demandez qui c’est."
