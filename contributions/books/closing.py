"""What a treasurer reads before closing: what is right, what is wrong, what is good to know."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone

from contributions.apports import things
from contributions.bank.standing import standings
from contributions.books.balance import Balance
from contributions.books.periods import Whole, earlier_open
from contributions.fec.reading import faults_of, outstanding_on
from contributions.models import Counter, FiscalYear, Lettering, Line, Operation, Verification
from coopstudio.french import dates
from coopstudio.french.money import euros, number
from coopstudio.french.typography import plural


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. ``tone``: « » (right), « wrong », « told » (good to know)."""

    words: str
    tone: str = ""
    page: str = ""
    """The name of the page where it is put right."""

    @property
    def icon(self):
        return {"": "check", "wrong": "warning", "told": "eye"}[self.tone]


class Closing:
    """An exercice at a glance. ``is_read``: its file was read again now, which takes a moment."""

    def __init__(self, year, *, today, is_read=False):
        self.year, self.is_over = year, year.ends_on < today
        self.balance = Balance(Whole(year, before=earlier_open(year)))
        self.faults = faults_of(year) if is_read else None
        self.next = FiscalYear.objects.after(year).first()
        found = Counter.objects.filter(year=year).aggregate(all=Sum("last"))
        self.entries = found["all"] or 0

    @property
    def result_word(self):
        return "Excédent" if self.balance.result >= 0 else "Déficit"

    @property
    def checks(self):
        return [one for one in self._checks() if one]

    def _checks(self):
        yield self._days()
        yield self._order()
        yield self._apports()
        yield self._reading()
        yield self._file()
        yield self._letters()
        yield self._wear()
        yield self._bank()
        yield from map(self._statement, standings(until=self.year.ends_on))
        yield self._result()

    def _days(self):
        if self.is_over:
            return Check("L’exercice est terminé : plus aucun jour n’y manque.")
        return Check(f"L’exercice dure jusqu’au {dates.short_day(self.year.ends_on)}.", "told")

    def _order(self):
        before = FiscalYear.objects.open().before(self.year.starts_on).last()
        if before:
            return Check(
                f"L’exercice {before.code} est encore ouvert : on clôt dans l’ordre.", "wrong"
            )
        return Check("Aucun exercice plus ancien n’est ouvert.")

    def _apports(self):
        """What earlier open exercices left counts: it is what the closing will find."""
        contracts = outstanding_on(self.year.ends_on)
        if contracts != self.balance.apports:
            told = f"{euros(self.balance.apports)} au compte 1034, {euros(contracts)} aux contrats."
            return Check(
                f"Le compte 1034 et les contrats ne disent pas la même chose : {told}", "wrong"
            )
        return Check(f"Compte 1034 = somme des contrats : {euros(contracts)}, à zéro centime près.")

    def _reading(self):
        last = Verification.objects.first()
        if last is None:
            return Check("Le registre n’a pas encore été relu : la clôture le relira.", "told")
        if not last.is_right:
            return Check("La dernière relecture du registre a trouvé ce qui ne tient pas.", "wrong")
        day = dates.short_day(timezone.localdate(last.at))
        return Check(f"Registre relu le {day} : {number(last.entries)} écritures, scellées.")

    def _file(self):
        if self.year.is_closed:
            return Check("Le fichier des écritures a été relu à la clôture, sans faute.")
        if self.faults is None:
            return Check(
                "Le fichier des écritures sera relu à la clôture. Relisez-le d’abord.", "told"
            )
        if self.faults:
            many = _counted(len(self.faults), "faute")
            return Check(f"Le fichier des écritures a {many} : {self.faults[0].says}", "wrong")
        return Check("Le fichier des écritures est juste, règle par règle.")

    def _letters(self):
        third = Line.objects.filter(
            entry__year=self.year, account__number__regex="^(401|411|4671|4688)"
        )
        lettered = Lettering.objects.filter(line__in=third).count()
        left = third.count() - lettered
        if left:
            return Check(
                f"{_counted(left, 'ligne')} de tiers sans lettre : votre expert-comptable "
                "demandera ce qui reste à payer ou à recevoir.",
                "told",
            )
        return Check("Toutes les lignes de tiers sont lettrées.")

    def _wear(self):
        if cents := things.unwritten(until=self.year.ends_on):
            return Check(
                "L’usure des biens apportés n’est pas écrite jusqu’au dernier jour : il reste "
                f"{euros(cents)} à écrire.", self._unless_open, "contributions:things",
            )  # fmt: skip
        return Check("L’usure des biens apportés est écrite jusqu’au dernier jour.")

    def _bank(self):
        if many := Operation.objects.waiting(until=self.year.ends_on).count():
            return Check(
                f"{_counted(many, 'ligne')} de banque de cet exercice à rapprocher, ou à mettre de "
                "côté avec une raison, avant de clore.", self._unless_open, "contributions:bank",
            )  # fmt: skip
        return Check("Aucune ligne de banque n’attend avant la clôture.")

    def _statement(self, one):
        """What the bank says on its last day of this exercice, and what the books say."""
        if one.said is None or one.said_on < self.year.starts_on:
            return Check(
                f"{one.bank.name} : aucun relevé de cet exercice ne dit son solde.", "told"
            )
        told = f"{one.bank.name}, au {dates.short_day(one.said_on)} : {euros(one.said)} au relevé"
        if one.gap:
            return Check(
                f"{told}, {euros(one.booked)} dans les comptes. L’écart de {euros(one.gap)} "
                "s’explique, un chèque en route par exemple, ou se reprend.", self._unless_open,
            )  # fmt: skip
        return Check(f"{told} et dans les comptes, au centime près.")

    def _result(self):
        """What earlier exercices left on 120 or 129: an assembly has not said yet where it goes."""
        accounts = self.balance.whole.accounts
        left = -sum(one.balance for one in accounts if one.number.startswith("12"))
        if not left:
            return None
        words, number = ("L’excédent", "120") if left > 0 else ("Le déficit", "129")
        return Check(
            f"{words} d’un exercice d’avant attend au {number} : {euros(abs(left))}. L’assemblée "
            "dit où il va, puis il s’écrit.", "told",
        )  # fmt: skip

    @property
    def _unless_open(self):
        """What is missing is wrong once the year is over; before, it is good to know."""
        return "wrong" if self.is_over else "told"


def _counted(count, word):
    return f"{number(count)} {word}{plural(count)}"
