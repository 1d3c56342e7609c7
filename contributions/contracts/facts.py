"""The facts of a contract: who, how much, when, for what, under which rules, frozen as data."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from contributions.contracts.payments import parts_of
from contributions.states import TAKEN_BACK, Form
from coopstudio.french import money
from coopstudio.french.fields.iban import grouped
from members.models import BankDetails

COOLING_OFF = 14
"""Days to change one's mind, offered by the house (8.1, 23)."""
ACCEPTED = "Lu et approuvé, bon pour acceptation de l’apport"
FACTS_OF_TERMS = (
    "statutes_article", "statutes_words", "accepting_organ", "envelope_organ", "rule", "minimum",
    "dividend_percent", "hardship_percent", "treasury_floor",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What no row of the house knows, and whoever prepares the contract says.

    ``needs``: ((Need, cents), …). ``words``: the amount as it was written in words. ``left_out``:
    the codes of the articles that are not mandatory and that both sides do without.
    """

    rna: str = ""
    seat: str = ""
    iban: str = ""
    born_on: date | None = None
    born_in: str = ""
    address: str = ""
    place: str = ""
    needs: tuple = ()
    words: str = ""
    left_out: frozenset = frozenset()


def gather(pledge, terms, *, on, signs_for, quality, mandate, said):
    """The facts of a contract to be written from this promise on this day, without its number."""
    cents = amount_of(pledge)
    return {
        "issued_on": on.isoformat(),
        "place": said.place or settings.HOUSE.seat,
        "project": settings.HOUSE.company,
        "association": _ours(signs_for, quality, mandate, said, on),
        "contributor": _theirs(pledge.person, said, on),
        "form": f"{pledge.form}",
        "cents": cents,
        "amount": money.euros(cents),
        "words": said.words or money.in_words(cents),
        "nature": pledge.words.strip(),
        "instalments": parts_of(pledge, on) if pledge.form == Form.MONEY else [],
        "goods": [_good(one) for one in _goods(pledge)],
        "needs": [
            {"label": need.label, "why": need.why, "cents": some}
            for need, some in _needs(pledge, said, cents)
        ],
        "terms": {name: getattr(terms, name) for name in FACTS_OF_TERMS}
        | {"fortune": terms.fortune_words, "validated_by": terms.validated_by},
        "cooling_off_days": COOLING_OFF,
        "mentions": {"contributor": mention(pledge.form, cents), "association": ACCEPTED},
    }


def amount_of(pledge):
    """What the contract commits, in cents: the money, the agreed value of the things (0 when one
    has none), the estimate of what is put at disposal."""
    if pledge.form != Form.IN_KIND:
        return pledge.cents
    values = [one.value for one in _goods(pledge)]
    return sum(values) if values and all(values) else 0


def mention(form, cents):
    """What the contributor writes in their own hand, or types."""
    if form not in TAKEN_BACK:
        return "Lu et approuvé, bon pour apport sans droit de reprise"
    what = "de la somme" if form == Form.MONEY else "de biens d’une valeur"
    words = f"{money.in_words(cents)} ({money.euros(cents)})"
    return f"Lu et approuvé, bon pour apport avec droit de reprise {what} de {words}"


def _goods(pledge):
    return pledge.goods.prefetch_related("valuations__appraisals")


def _good(one):
    return {
        "name": one.name,
        "words": one.words,
        "serial": one.serial,
        "condition": one.condition,
        "cents": one.value or 0,
        "method": one.last_valuation.get_method_display() if one.last_valuation else "",
    }


def _needs(pledge, said, cents):
    if said.needs:
        return said.needs
    return [(pledge.need, cents)] if pledge.need else []


def _ours(signs_for, quality, mandate, said, on):
    details = BankDetails.objects.in_force(on=on)
    return {
        "name": settings.HOUSE.association,
        "rna": said.rna,
        "siren": settings.HOUSE.siren,
        "seat": said.seat,
        "representative": signs_for.civil_name,
        "quality": quality,
        "decision": mandate,
        "iban": grouped(said.iban or (details.iban if details else "")),
    }


def _theirs(person, said, on):
    membership = person.memberships.active(on=on).first()
    return {
        "name": person.civil_name,
        "born": person.agreed("née", "né", "né ou née"),
        "born_on": said.born_on.isoformat() if said.born_on else "",
        "born_in": said.born_in,
        "address": said.address or ", ".join(person.postal_lines),
        "email": person.known_email,
        "quality": person.membre_actif,
        "member_since": membership.started_on.isoformat() if membership else "",
    }
