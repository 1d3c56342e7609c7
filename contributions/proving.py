"""A backup tells the head of the chain; once restored, the ledger must still lead to it."""

from contributions.models import Chain
from contributions.verifying import verify
from coopstudio.backup.proofs import proves


def head():
    return list(Chain.objects.values_list("rank", "digest"))


proves("ledger", said=lambda: [list(one) for one in head()], wrong=lambda: verify().wrong)
