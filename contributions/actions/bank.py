"""The bank says what moved: its files are taken in, once, and every line waits for a person."""

import hashlib
from io import BytesIO

from django.db import IntegrityError, transaction

from contributions.actions import accounts
from contributions.bank import sheets, statements
from contributions.chart import BANK
from contributions.events import Event
from contributions.models import Account, BankAccount, BankFile, Operation
from coopstudio.db import one_at_a_time
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from coopstudio.sheets.api import read


class AlreadyOpen(Refused):
    message = "Ce compte est déjà inscrit."


class AlreadyImported(Refused):
    """The very same file: nothing was changed."""

    def __init__(self, known):
        self.file = known
        super().__init__(f"Ce fichier est déjà importé (« {known.name} ») : rien n’a changé.")


class OfAnotherAccount(Refused):
    def __init__(self, bank):
        super().__init__(f"Ce relevé parle d’un autre compte que « {bank} » : rien n’a été pris.")


class CannotRead(Refused):
    """The file is no statement; its words say why."""


class DoesNotAdd(Refused):
    message = (
        "Les opérations de ce relevé ne mènent pas de son solde d’ouverture à son solde de "
        "clôture : il en manque. Rien n’a été pris ; demandez le fichier à nouveau à la banque."
    )


@transaction.atomic
def open_bank(*, by, name, holder, iban, bic, opened_on):
    """Write down an account of the association, and open what tells it in the books."""
    accounts.open_books()
    account, _ = Account.objects.get_or_create(
        number=_number(), defaults={"name": f"Banque, {name}"[:80]}
    )
    try:
        with transaction.atomic():
            bank = BankAccount.objects.create(
                name=name, holder=holder, iban=iban, bic=bic, account=account, opened_on=opened_on
            )
    except IntegrityError as error:
        raise AlreadyOpen from error
    record(Event.BANK_OPENED, bank, by=by)
    return bank


@transaction.atomic
def import_file(bank, upload, *, by, at):
    """Take in a statement (camt.053 or a sheet): the same line never comes in twice.

    ``upload``: a file with a name. Returns the BankFile, which says how many lines were known.
    """
    one_at_a_time("contributions.bank", bank.pk)
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()
    if known := BankFile.objects.filter(digest=digest).first():
        raise AlreadyImported(known)
    kind, found = _read(bank, upload, content)
    movements = [one for statement in found for one in statement.movements]
    known = set(
        Operation.objects.filter(identity__in=[one.identity for one in movements]).values_list(
            "identity", flat=True
        )
    )
    file = BankFile.objects.create(
        bank=bank, name=upload.name[:200], kind=kind, digest=digest, opening=found[0].opening,
        closing=found[-1].closing, closing_on=max((one.on for one in movements), default=None),
        lines=len(movements), known=len(known), by=by, at=at,
    )  # fmt: skip
    new = [one for one in movements if one.identity not in known]
    Operation.objects.bulk_create([_operation(bank, file, one) for one in new])
    record(Event.STATEMENT_IMPORTED, file, by=by, lines=len(new), known=len(known))
    return file


def _number():
    """512 for the first account, then 5121 and the following."""
    taken = BankAccount.objects.count()
    return BANK if not taken else f"5121{taken:04}"


def _read(bank, upload, content):
    try:
        if content.lstrip()[:1] == b"<" or content.startswith(b"\xef\xbb\xbf<"):
            kind, found = "camt.053", statements.read(content)
        else:
            upload.seek(0)
            kind = "tableau"
            found = [sheets.statement(read(_named(upload, content)), account=bank.iban)]
    except statements.Unreadable as error:
        raise CannotRead(str(error)) from error
    if any(one.account.replace(" ", "") != bank.iban for one in found):
        raise OfAnotherAccount(bank)
    if not all(one.is_whole for one in found):
        raise DoesNotAdd
    return kind, found


def _named(upload, content):
    again = BytesIO(content)
    again.name, again.size = upload.name, len(content)
    return again


def _operation(bank, file, movement):
    facts = movement._asdict() if hasattr(movement, "_asdict") else vars(movement)
    facts = {name: value for name, value in facts.items() if name != "account"}
    for name, most in (("words", 400), ("who", 140), ("iban", 34), ("reference", 80)):
        facts[name] = facts[name][:most]
    return Operation(bank=bank, file=file, **facts | {"end_to_end": facts["end_to_end"][:35]})
