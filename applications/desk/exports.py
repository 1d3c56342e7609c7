"""The list that leaves the house: one line a candidature, no folded name, no reading."""

from django.db.models import Count, Q
from django.utils import timezone

from applications.models import Application
from applications.rows import BADGES
from applications.states import State
from coopstudio.french.phones import phone

COLUMNS = [
    "Numéro", "État", "Prénom", "Nom", "Adresse e-mail", "Téléphone", "Code postal", "Commune",
    "Ce que la personne apporte", "Temps possible", "Venir une fois par mois", "Envoyée le",
    "Réponse promise avant le", "Lectures croisées le", "Révision", "Reprise",
]  # fmt: skip
FOLDED = "(replié)"
READ = [
    "number", "state", "first_name", "last_name", "email", "phone", "postcode", "town", "trades",
    "time", "coming", "submitted_at", "answer_by", "crossed_at", "revision", "cycle",
]  # fmt: skip
AT_ONCE = 500


class Export:
    """``found``: the candidatures of a view, or chosen one by one, in the order asked for."""

    def __init__(self, found, founder):
        self.found = found.told_to(founder.pk)

    def counted(self):
        """(how many lines, how many of them without a name)."""
        told = self.found.order_by().aggregate(
            rows=Count("pk"), folded=Count("pk", filter=Q(is_known=False))
        )
        return told["rows"], told["folded"]

    def rows(self):
        """The lines, read by the hundred."""
        for one in self.found.only(*READ).iterator(chunk_size=AT_ONCE):
            yield _line(one)


def _line(one):
    who = _who(one) if one.is_known else [FOLDED, FOLDED, "", ""]
    return [
        one.number,
        BADGES[State(one.state)][2],
        *who,
        one.postcode,
        one.town,
        " · ".join(one.trade_names),
        one.get_time_display(),
        one.get_coming_display(),
        _day(one.submitted_at),
        one.answer_by,
        _day(one.crossed_at),
        one.revision,
        one.cycle,
    ]


def _who(one):
    return [one.first_name, one.last_name, one.email, _dialled(one.phone)]


def _dialled(number):
    """« 06 12 34 56 78 »; from abroad « 00 41 79 123 45 67 »: no sign that a sheet would reckon."""
    return phone(number).replace("\u00a0", " ").replace("+", "00 ", 1)


def _day(moment):
    return timezone.localdate(moment) if moment else ""


def of_numbers(founder, numbers):
    """Those of these numbers that this founder answers, by number."""
    return Application.objects.answered_by(founder).filter(number__in=numbers).order_by("number")
