"""Lines of one account that answer each other share a letter; the lines themselves never change."""

from django.db import transaction
from django.db.models.functions import Length

from contributions.chart import THIRD_PARTIES
from contributions.events import Event
from contributions.models import Lettering, Line
from contributions.states import Side
from coopstudio.db import one_at_a_time
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotOneAccount(Refused):
    message = (
        "Les lignes d’un lettrage sont d’un même compte de tiers (401, 411, 4671, 4672 ou 4688)."
    )


class NotOneContract(Refused):
    message = "Sur le compte 4688, on ne lettre que les lignes d’un même contrat."


class NotOneYear(Refused):
    message = "On lettre dans un exercice : l’à-nouveau du suivant reprend ce qui reste."


class AlreadyLettered(Refused):
    message = "Une de ces lignes porte déjà une lettre."


class DoNotAnswer(Refused):
    message = "Les débits et les crédits choisis ne s’égalisent pas : il faut au moins deux lignes."


class ItsYearIsClosed(Refused):
    message = "L’exercice est clos : son lettrage reste comme il est."


@transaction.atomic
def letter(lines, *, by, on):
    """Give the next letter of their account to these lines, dated ``on``. Returns the code."""
    keys = [line.pk for line in lines]
    found = list(Line.objects.select_related("entry__year").filter(pk__in=keys))
    _alone_with(found)
    _refuse_unless_together(found)
    account, year = found[0].account_id, found[0].entry.year
    code = _next_code(account, year)
    Lettering.objects.bulk_create(Lettering(line=line, code=code, on=on) for line in found)
    record(Event.LETTERED, year, by=by, account=account, code=code, lines=len(found))
    return code


@transaction.atomic
def unletter(account, year, code, *, by):
    """These lines do not answer each other after all: a transfer came back, a hand slipped."""
    if year.is_closed:
        raise ItsYearIsClosed
    gone, _ = Lettering.objects.filter(
        code=code, line__account_id=account, line__entry__year=year
    ).delete()
    if not gone:
        raise Refused("Ce lettrage n’existe plus.")
    record(Event.UNLETTERED, year, by=by, account=account, code=code)
    return gone


def _refuse_unless_together(lines):
    accounts = {line.account_id for line in lines}
    if len(accounts) != 1 or not accounts.pop().startswith(THIRD_PARTIES):
        raise NotOneAccount
    if len({line.contract_id for line in lines}) != 1:
        raise NotOneContract
    if len({line.entry.year_id for line in lines}) != 1:
        raise NotOneYear
    if lines[0].entry.year.is_closed:
        raise ItsYearIsClosed
    if Lettering.objects.filter(line__in=lines).exists():
        raise AlreadyLettered
    if len(lines) < 2 or sum(_signed(line) for line in lines):
        raise DoNotAnswer


def _signed(line):
    return line.cents if line.side == Side.DEBIT else -line.cents


def _next_code(account, year):
    """« AA », then « AB »… for the letters of one account in one year."""
    used = Lettering.objects.filter(line__account_id=account, line__entry__year=year)
    last = used.order_by(Length("code").desc(), "-code").values_list("code", flat=True).first()
    rank = 0
    for letter in last or "":
        rank = rank * 26 + ord(letter) - 64
    return _spelt(max(rank + 1, 27))


def _spelt(rank):
    code = ""
    while rank:
        rank, rest = divmod(rank - 1, 26)
        code = chr(65 + rest) + code
    return code


def _alone_with(lines):
    """One person letters an account at a time: letters are never given twice."""
    for account in sorted({line.account_id for line in lines}):
        one_at_a_time("contributions.lettering", int(account))
