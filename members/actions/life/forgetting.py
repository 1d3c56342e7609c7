"""Long after a membership ended, the words of its life go; the facts and their days stay.

A pasted e-mail, the reasons of an organ, grievances and a defence are kept for as long as somebody
may go to court about them (``coopstudio.durations``), and not a day longer.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.documents import api as documents
from coopstudio.durations.api import Kind, read
from coopstudio.journal.api import record
from coopstudio.mail import erasing as letters
from coopstudio.refusals import Refused
from members.actions.bulletins import drop_papers
from members.actions.life import proving
from members.events import Event
from members.fees.periods import years_after
from members.models import Exclusion, FactWords, Membership


class NotDue(Refused):
    message = "Les mots de cette adhésion ne s’effacent pas encore."


def due(*, on):
    """The memberships whose words have been kept long enough on that day."""
    long_ended = Q(pk__in=[])
    for start, end, years in read().spans(Kind.LIFE, today=on):
        before = min(years_after(on, -years), end or date.max)
        long_ended |= Q(ended_on__gte=start, ended_on__lt=before)
    return Membership.objects.wordy().filter(long_ended)


def forget_words(membership, *, at):
    """The words of this life go, with the papers that repeat them."""
    with locked(membership) as membership:
        if not due(on=timezone.localdate(at)).filter(pk=membership.pk).exists():
            raise NotDue
        cases = list(membership.exclusions.values_list("pk", flat=True))
        letters.let_go_of_papers(Exclusion, cases)
        documents.erase_about(Exclusion, cases)
        membership.exclusions.update(grievances="", hearing="", defence="", reasons="")
        proving.drop_proofs(membership)
        if membership.request:
            drop_papers(membership.request)
        FactWords.objects.filter(fact__membership=membership).delete()
        record(Event.WORDS_FORGOTTEN, membership)
    return membership
