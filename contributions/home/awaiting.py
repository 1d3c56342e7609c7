"""Everything that only this person can do among apports, in one question to PostgreSQL."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat

from contributions.events import Event
from contributions.models import (
    Appraisal,
    Batch,
    Contract,
    Instalment,
    PayoutAccount,
    Pledge,
    RepaymentRound,
    Share,
    Signatory,
    Signature,
    Valuation,
    Waiver,
)
from contributions.models.pledges import TWO
from contributions.permissions import keeps_books, reads_books
from contributions.querysets.pledges import TO_HEAR, UNDER_WAY
from contributions.states import (
    ContractState,
    Party,
    PledgeState,
    RoundState,
    SignatureWay,
    TransferState,
)
from coopstudio.journal.models import Entry as Told
from coopstudio.prepared import Given, prepared
from governance.states import ActKind

ME = Given("me", BigIntegerField())
KEEPS = Given("keeps", BooleanField())
BEFORE = Given("before", DateTimeField())
"""Said before this, a promise was slept on."""
LONG_AGO = Given("long_ago", DateTimeField())
SOON = Given("soon", DateTimeField())

SLEPT, AHEAD, GIVEN_BACK = timedelta(days=3), timedelta(days=7), timedelta(days=14)
NEVER, NOTHING, NOBODY = Value(None, DateTimeField()), Value(0), Value("")
WHO = Concat("person__first_name", Value(" "), "person__last_name")
WAITS = {ContractState.ISSUED, ContractState.SIGNED, ContractState.IN_FORCE}


class Row(NamedTuple):
    """One thing that waits: its kind, the key of what its page shows, of whom, how many cents,
    since when, until when."""

    kind: str
    key: int
    who: str
    cents: int
    since: datetime | None
    until: datetime | None


def rows_of(person, *, now):
    """Everything that waits for this person, as ``Row``, in no order."""
    asked = _everything if reads_books(person) else _own
    given = {"me": person.pk, "before": now - SLEPT, "soon": now + AHEAD}
    if asked is _everything:
        given |= {"long_ago": now - TO_HEAR, "keeps": keeps_books(person)}
    return [Row(*one) for one in asked(**given)]


def _mine():
    return [_to_sign(), _to_countersign(), _to_confirm(), _to_pay(), _without_account()]


@prepared
def _own():
    first, *others = _mine()
    return first.union(*others, all=True).order_by()


@prepared
def _everything():
    first, *others = [
        *_mine(), _copies(), _values(), _accounts(), _heard(), _to_write(), _wishes(), _retracted(),
        _to_post(), _to_second(), _to_send(),
    ]  # fmt: skip
    return first.union(*others, all=True).order_by()


def _told(found, kind, *, key="pk", who=NOBODY, cents=NOTHING, since=NEVER, until=NEVER):
    """The columns of a ``Row``."""
    said = {
        "row_kind": Cast(Value(kind), CharField()),
        "row_key": Cast(key, BigIntegerField()),
        "row_who": Cast(who, CharField()),
        "row_cents": Cast(cents, BigIntegerField()),
        "row_since": Cast(since, DateTimeField()),
        "row_until": Cast(until, DateTimeField()),
    }
    return found.order_by().annotate(**said).values_list(*said)


def _sides(party):
    """My signatures to come, under the last version of a contract that is alive."""
    mine = Signatory.objects.awaited().filter(person=ME, party=party)
    return mine.filter(version__contract__state__in=WAITS)


def _to_sign():
    return _told(_sides(Party.CONTRIBUTOR), "sign", cents="version__contract__committed",
                 since="version__issued_at")  # fmt: skip


def _to_countersign():
    theirs = Signatory.objects.signed().filter(version=OuterRef("version"), party=Party.CONTRIBUTOR)
    person = "version__contract__person"
    who = Concat(f"{person}__first_name", Value(" "), f"{person}__last_name")
    ready = _sides(Party.ASSOCIATION).filter(Exists(theirs))
    return _told(ready, "countersign", who=who, cents="version__contract__committed",
                 since="version__issued_at")  # fmt: skip


def _to_confirm():
    mine = Pledge.objects.filter(person=ME, state=PledgeState.DECLARED, declared_at__lte=BEFORE)
    return _told(mine, "confirm", cents="cents", since="declared_at")


def _to_pay():
    """What I planned to pay, a week before its day, and until it comes."""
    mine = Instalment.objects.unfilled().filter(contract__person=ME, due_on__lte=SOON)
    return _told(mine, "pay", key="contract", cents="missing", until="due_on")


def _without_account():
    """Something is due to me, and nobody knows where to send it."""
    given = PayoutAccount.objects.filter(person=ME, ended_at=None)
    due = Contract.objects.filter(~Exists(given), person=ME, balance__repaid__gt=F("balance__paid"))
    return _told(due, "account", cents=F("balance__repaid") - F("balance__paid"))


def _copies():
    """Papers whose copy two people who did not sign certify."""
    paper = Signature.objects.filter(way=SignatureWay.PAPER)
    signed = Signatory.objects.filter(version=OuterRef("signatory__version"), person=ME)
    seen = paper.filter(signatory__version=OuterRef("signatory__version"), certifications__by=ME)
    paper = paper.filter(~Exists(signed), ~Exists(seen)).exclude(
        pk__in=Signatory.objects.signed().values("signature")
    )
    who = Concat("signatory__person__first_name", Value(" "), "signatory__person__last_name")
    return _told(paper, "certify", key="signatory__version__contract", who=who, since="signed_at")


def _values():
    """The last value of a thing, when two others have not found it right yet."""
    later = Valuation.objects.filter(good=OuterRef("good"), pk__gt=OuterRef("pk"))
    said = Appraisal.objects.filter(Q(agrees=False) | Q(by=ME), valuation=OuterRef("pk"))
    agreed = Valuation.objects.annotate(many=Count("appraisals")).filter(many__gte=TWO)
    found = Valuation.objects.filter(
        ~Exists(later), ~Exists(said), ~Q(by=ME), ~Q(good__pledge__person=ME),
        good__pledge__state__in=UNDER_WAY,
    ).exclude(pk__in=agreed.values("pk"))  # fmt: skip
    return _told(found, "appraise", key="good", who="good__name", cents="cents", since="at")


def _accounts():
    """Accounts of others, to be confirmed by a second person who heard their owner."""
    found = PayoutAccount.objects.filter(~Q(person=ME), confirmed_at=None, ended_at=None)
    return _told(found, "payout", who=WHO, since="asked_at")


def _others_promises():
    return Pledge.objects.filter(~Q(person=ME), KEEPS)


def _heard():
    """Promises that two letters left without an answer: somebody calls."""
    silent = _others_promises().filter(state=PledgeState.DECLARED, declared_at__lte=LONG_AGO)
    return _told(silent, "hear", who=WHO, cents="cents", since="declared_at")


def _to_write():
    """Confirmed promises whose contract is to be written."""
    said = _others_promises().filter(state=PledgeState.CONFIRMED)
    return _told(said, "write", who=WHO, cents="cents", since="confirmed_at")


def _wishes():
    """What somebody gives up, to be written in the books."""
    asked = Waiver.objects.open().filter(~Q(contract__person=ME), KEEPS)
    who = Concat("contract__person__first_name", Value(" "), "contract__person__last_name")
    return _told(asked, "waive", who=who, cents="cents", since="asked_at")


def _retracted():
    """What came under a contract whose contributor changed their mind since."""
    told = Told.objects.filter(
        event=Event.CONTRACT_RETRACTED.value,
        subject_kind=Contract._meta.label_lower,
        subject_id=OuterRef("pk"),
    )
    found = Contract.objects.filter(
        ~Q(person=ME), KEEPS, Exists(told), state=ContractState.IN_FORCE,
        balance__outstanding__gt=0,
    )  # fmt: skip
    until = ExpressionWrapper(Subquery(told.values("at")[:1]) + GIVEN_BACK, DateTimeField())
    return _told(found, "give_back", who=WHO, cents="balance__outstanding", until=until)


def _free_to_sign(tour="pk", decision="decision"):
    """Whoever is paid by a round signs nothing of it, unless the assembly decided."""
    paid = Share.objects.filter(round=OuterRef(tour), contract__person=ME, cents__gt=0)
    return ~Exists(paid) | Q(**{f"{decision}__act_kind": ActKind.ASSEMBLY})


def _consented():
    found = RepaymentRound.objects.filter(_free_to_sign(), state=RoundState.CONSENTED)
    year, number = (Cast(name, CharField()) for name in ("year", "number"))
    return found.annotate(name=Concat(year, Value("-"), number))


def _to_post():
    """A circle consented: who keeps the books signs first."""
    return _told(_consented().filter(KEEPS, posted_by=None), "post", who="name")


def _to_second():
    """Signed by one: another person reads it again and confirms."""
    signed = _consented().filter(posted_by__isnull=False).exclude(posted_by=ME)
    return _told(signed, "second", who="name")


def _to_send():
    """A batch that another one prepared, and that has not left."""
    ready = Batch.objects.filter(
        ~Q(made_by=ME),
        _free_to_sign("round", "round__decision"),
        sent_at=None,
        transfers__state=TransferState.READY,
    ).distinct()
    return _told(ready, "send", who="key", cents="total", since="made_at")
