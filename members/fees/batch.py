"""Several payments at once: whom each line speaks of, and what all of them would do."""

from dataclasses import dataclass, field

from coopstudio.french.money import short_euros
from coopstudio.refusals import Refused
from members.models import FeeCall, Person
from members.querysets.fees import EVER

SHOWN = 4  # people told apart in a sentence


class NotFound(Refused):
    message = "Personne ne répond à ces mots."


@dataclass
class Summary:
    """What a batch would do, line by line, before anything is written. ``wrong``: (rank of the line
    among those that are filled, from 0, sentence)."""

    lines: list
    total: int = 0
    rest: int = 0
    wrong: list = field(default_factory=list)

    @property
    def by_post(self):
        """Those whose receipt goes on paper, each once, as in a dictionary."""
        people = [line["call"].person_id for line in self.lines]
        return Person.objects.filter(pk__in=people, email="").in_order()


def find(words):
    """The call that these words mean: its reference, the end of it, or a name that only one has."""
    calls = FeeCall.objects.select_related("person", "year")
    exact = calls.filter(reference__iexact=words).first()
    if exact:
        return exact
    found = list(calls.standing(on=EVER).in_words(words).filter(owed__gt=0)[: SHOWN + 1])
    found = found or list(calls.in_words(words).order_by("-covers_to")[:1])
    if not found:
        raise NotFound(f"Personne n’a d’appel à ces mots : « {words} ».")
    if len(found) > 1:
        names = ", ".join(f"{one.person} ({one.reference})" for one in found[:SHOWN])
        raise NotFound(f"Plusieurs appels répondent : {names}. Écrivez la référence.")
    return found[0]


def summed(lines):
    """What these lines (dicts with ``call``, ``amount``, ``fate``) would do together."""
    owed = {
        one.pk: one.owed
        for one in FeeCall.objects.standing(on=EVER).filter(
            pk__in=[line["call"].pk for line in lines]
        )
    }
    summary = Summary([])
    for rank, line in enumerate(lines):
        before = owed[line["call"].pk]
        rest = max(line["amount"] - before, 0)
        owed[line["call"].pk] = max(before - line["amount"], 0)
        summary.lines.append(
            line | {"before": before, "rest": rest, "after": before - line["amount"] + rest}
        )
        summary.total += line["amount"]
        summary.rest += rest
        if rest and not line.get("fate"):
            whose = f"{line['call'].person} : {short_euros(rest)} de plus que ce qui est dû."
            summary.wrong.append((rank, f"{whose} Dites ce que devient le reste."))
    return summary
