"""An exercice is opened, then closed, in order and once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from contributions.actions import accounts, entries
from contributions.actions.books import anchors, openings
from contributions.apports import things
from contributions.books.periods import twelve_months_from
from contributions.events import Event
from contributions.fec.reading import content_of, faults_of
from contributions.models import FileCheck, FiscalYear, Operation
from contributions.verifying import verify
from coopstudio.db import locked
from coopstudio.french import dates
from coopstudio.french.money import euros
from coopstudio.french.typography import plural
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class YearIsClosed(Refused):
    message = "Cet exercice est déjà clos."


class NotOverYet(Refused):
    def __init__(self, year):
        super().__init__(
            f"L’exercice {year.code} dure jusqu’au {dates.short_day(year.ends_on)} : il se clôt "
            "une fois terminé."
        )


class AnEarlierYearIsOpen(Refused):
    message = "Un exercice plus ancien est encore ouvert : les exercices se closent dans l’ordre."


class YearsFollow(Refused):
    message = "Un exercice commence le lendemain du précédent : aucun jour ne manque aux comptes."


class CodeIsTaken(Refused):
    message = "Un exercice porte déjà ce nom."


class FileHasFaults(Refused):
    """Our own reading of its file is not green (I19)."""

    def __init__(self, faults):
        super().__init__(
            f"Le fichier des écritures n’est pas juste : {faults[0].says} "
            "La page du fichier dit tout ce qui est à reprendre."
        )


class WearIsMissing(Refused):
    def __init__(self, cents):
        super().__init__(
            f"L’usure des biens apportés n’est pas écrite jusqu’au dernier jour : il manque "
            f"{euros(cents)}. Écrivez-la, puis revenez clore."
        )


class LinesOfTheBankWait(Refused):
    def __init__(self, many):
        super().__init__(
            f"Il reste {many} ligne{plural(many)} de banque de cet exercice à rapprocher, ou à "
            "mettre de côté avec une raison : ensuite, revenez clore."
        )


class LedgerDoesNotHold(Refused):
    def __init__(self, wrong):
        super().__init__(f"Le registre ne tient pas : {wrong[0]}")


@transaction.atomic
def open_year(*, by, at, code, starts_on, ends_on):
    """A new exercice holds the entries of its days; it takes over what a closed one left."""
    before = FiscalYear.objects.order_by("-ends_on").first()
    if before and starts_on != before.ends_on + timedelta(days=1):
        raise YearsFollow
    if FiscalYear.objects.filter(code=code).exists():
        raise CodeIsTaken
    accounts.open_books()
    year = FiscalYear.objects.create(code=code, starts_on=starts_on, ends_on=ends_on)
    record(Event.YEAR_OPENED, year, by=by)
    if before and before.is_closed:
        openings.carry(before, year, by=by, at=at)
    return year


def close_year(year, *, by, at):
    """No entry enters it any more; the next one takes over, and two people are told the digest.

    Those under way are waited for (I5). Refused unless our own reading of the file is green, and
    the whole ledger holds.
    """
    with locked(year) as year:
        _refuse_unless_next(year, on=timezone.localdate(at))
        _refuse_to_forget(year)
        _refuse_unless_right(year)
        file = check_in(year, by=by, at=at)
        year.closed_at, year.closed_by = at, by
        year.save(update_fields=["closed_at", "closed_by"])
        record(Event.YEAR_CLOSED, year, by=by, fec=file.digest)
        _pass_on(year, by=by, at=at)
        entries.seal()
        anchors.drop(f"Clôture de l’exercice {year.code}", by=by, at=at)
    return year


def check_in(year, *, by, at):
    """Write down that its file was read and is right: what it holds, and who says so."""
    held = content_of(year)
    return FileCheck.objects.create(
        year=year, by=by, at=at, digest=held.digest, entries=held.entries, lines=held.lines,
        cents=held.cents,
    )  # fmt: skip


def _refuse_unless_next(year, *, on):
    if year.is_closed:
        raise YearIsClosed
    if FiscalYear.objects.open().filter(ends_on__lt=year.starts_on).exists():
        raise AnEarlierYearIsOpen
    if year.ends_on >= on:
        raise NotOverYet(year)


def _refuse_to_forget(year):
    """What would never enter it any more: the wear of things, lines of the bank."""
    if cents := things.unwritten(until=year.ends_on):
        raise WearIsMissing(cents)
    if many := Operation.objects.waiting(until=year.ends_on).count():
        raise LinesOfTheBankWait(many)


def _refuse_unless_right(year):
    if faults := faults_of(year):
        raise FileHasFaults(faults)
    if wrong := verify().wrong or openings.upside_down(year):
        raise LedgerDoesNotHold(wrong)


def _pass_on(year, *, by, at):
    """The exercice that follows takes over; it is opened, for twelve months, if nobody has."""
    if found := FiscalYear.objects.after(year).first():
        return openings.carry(year, found, by=by, at=at)
    starts_on = year.ends_on + timedelta(days=1)
    ends_on = twelve_months_from(starts_on)
    both = dict.fromkeys([f"{starts_on.year}", f"{ends_on.year}"])
    return open_year(by=by, at=at, code="-".join(both), starts_on=starts_on, ends_on=ends_on)
