"""What is due and not done for apports: who is to be reminded, which statements are to leave."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from contributions.models import Contract, FiscalYear, Instalment
from coopstudio.documents.models import Document

FIRST, HUMAN = -7, 22
WAITS, FORGETS = timedelta(days=60), timedelta(days=430)
"""A year that is not closed is told two months after its end all the same; an old one, never."""
KIND = "contributions.statement"


def to_remind(now):
    """Instalments that miss something, whose next step may have come; the dead are left alone."""
    today = timezone.localdate(now)
    near = Instalment.objects.unfilled().filter(due_on__lte=today - timedelta(days=FIRST))
    near = near.filter(Q(reminded=None) | Q(reminded__lt=HUMAN))
    return near.filter(contract__person__deceased_on=None).select_related("contract__person")


def to_state(now):
    """(contract, exercice) for each apport of which something was left, or happened, in a year that
    is over, and whose statement has not left."""
    today = timezone.localdate(now)
    over = FiscalYear.objects.filter(ends_on__lt=today, ends_on__gte=today - FORGETS)
    over = over.filter(Q(closed_at__isnull=False) | Q(ends_on__lte=today - WAITS))
    return [(contract, year) for year in over for contract in _untold(year)]


def _untold(year):
    told = Document.objects.filter(kind=KIND, data__year=year.code, data__is_yearly=True)
    lived = Q(ended_at=None) | Q(ended_at__date__gte=year.starts_on)
    found = Contract.objects.filter(
        lived, in_force_on__lte=year.ends_on, lines__entry__on__lte=year.ends_on,
        person__deceased_on=None, person__erased_at=None,
    )  # fmt: skip
    found = found.exclude(pk__in=told.values("subject_id")).select_related("person", "balance")
    return found.distinct().order_by("pk")
