"""The contracts of the house, in three groups: to sign, in force, ended."""

from contributions.models import Contract, Signatory
from contributions.states import ContractState, Party

TO_SIGN = (ContractState.ISSUED, ContractState.SIGNED)


class ContractList:
    """Every contract, or those that a name or a reference finds."""

    def __init__(self, words=""):
        self.words = words.strip()[:80]
        found = Contract.objects.select_related("person", "balance").order_by("-year", "-number")
        rows = [one for one in found if self._is_found(one)]
        self._ours = dict(
            Signatory.objects.filter(version__number=1, party=Party.ASSOCIATION)
            .select_related("person")
            .values_list("version__contract", "person__first_name")
        )
        self.to_sign = [self._told(one) for one in rows if one.state in TO_SIGN]
        self.in_force = [one for one in rows if one.state == ContractState.IN_FORCE]
        shown = {*TO_SIGN, ContractState.IN_FORCE}
        self.ended = [one for one in rows if one.state not in shown]
        self.is_empty = not rows

    @property
    def groups(self):
        """(key, title, rows), those that hold somebody."""
        every = [
            ("sign", "À signer", self.to_sign),
            ("force", "En vigueur", self.in_force),
            ("over", "Terminés ou sans suite", self.ended),
        ]
        return [one for one in every if one[2]]

    @property
    def committed(self):
        """Cents committed by the contracts in force."""
        return sum(one.committed for one in self.in_force)

    @property
    def awaiting(self):
        """Cents of those that still wait for a signature."""
        return sum(one.committed for one in self.to_sign)

    def _is_found(self, one):
        asked = self.words.casefold()
        return asked in f"{one.person} {one.reference}".casefold()

    def _told(self, one):
        """Whose signature it waits for."""
        is_ours = one.state == ContractState.SIGNED
        one.waits_for = self._ours.get(one.pk, "") if is_ours else one.person.first_name
        return one
