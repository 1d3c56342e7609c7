"""The statement of an apport over a year: the same numbers as its page, and how to check them."""

from django.utils import timezone

from contributions.apports import statement as reading
from contributions.documents.payments import proof
from contributions.models import Contract
from coopstudio.documents import api
from coopstudio.french import dates, money

STATEMENT = "contributions.statement"


def may_read_statement(person, document):
    return Contract.objects.visible_to(person).filter(pk=document.subject_id).exists()


api.readable_by(STATEMENT, may_read_statement)


def statement(contract, year, *, at, is_yearly):
    """The movements of an exercice, what is left, the last round in full, the head of the chain."""
    said, on = reading.Statement(contract, year), timezone.localdate(at)
    return api.ask(
        STATEMENT,
        contract,
        title=f"Relevé {year.code}, {contract.reference}",
        template="contributions/documents/statement.html",
        archive=proof(
            at,
            "releve",
            contrat=contract.reference,
            exercice=year.code,
            centimes=said.sums,
            rang=said.chain.rank,
            empreinte=said.chain.digest,
        ),  # fmt: skip
        year=year.code,
        is_yearly=is_yearly,
        is_closed=year.is_closed,
        reference=contract.reference,
        name=contract.person.civil_name or f"{contract.person}",
        starts=dates.short_day(year.starts_on),
        until=dates.short_day(min(year.ends_on, on)),
        opens=dates.digits(year.starts_on),
        closes=dates.digits(min(year.ends_on, on)),
        on=dates.short_day(on),
        in_force_on=dates.short_day(contract.in_force_on),
        rows=[_row(one) for one in said.rows],
        paid=[{"on": dates.digits(one.on), "cents": money.euros(one.cents)} for one in said.paid],
        cents=said.sums,
        euros={name: money.euros(cents) for name, cents in said.sums.items()},
        rank=said.rank,
        round=said.round,
        next_assembly=said.next_assembly(on),
        chain={"rank": said.chain.rank, "digest": said.chain.digest},
    )


def of_year(contract, year):
    """The statement of that year that says what the books say today; None if there is none."""
    known = api.documents_of(contract).filter(kind=STATEMENT, data__year=year.code).first()
    if known is None or known.data["is_closed"] != year.is_closed:
        return None
    said = reading.Statement(contract, year)
    fresh = known.data["cents"] == said.sums and len(known.data["rows"]) == len(said.rows)
    return known if fresh else None


def _row(one):
    return {
        "on": dates.digits(one.on),
        "words": one.words,
        "column": one.column,
        "amount": money.euros(one.cents),
        "left": money.euros(one.left),
        "entry": one.entry,
        "receipt": f"{one.receipt}" if one.receipt else "",
    }
