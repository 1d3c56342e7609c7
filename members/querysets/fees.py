"""What may be asked of fees: what is due, paid and owed on a day, in cents."""

from datetime import date, timedelta

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import LessThan

from coopstudio.french.order import in_order
from coopstudio.french.search import matching
from members.querysets.days import open_on
from members.states import Fate, FeeLabel, Means, TermKind

_owed = Greatest(F("asked") - F("paid"), Value(0))
EVER = date.max
"""The day on which everything that was ever written counts."""


class DatedQuerySet(models.QuerySet):
    """Settings that hold from a day on, each until the next one."""

    def in_force(self, *, on):
        """The version that holds on that day; None before the first."""
        return self.filter(from_on__lte=on).order_by("from_on", "pk").last()

    def allowing(self, *, on):
        """The version in force, unless it ended before that day."""
        found = self.in_force(on=on)
        return found if found and (found.until_on is None or found.until_on >= on) else None


class YearQuerySet(models.QuerySet):
    def calling(self, *, on):
        """Those that the treasurer called, and whose days are not over."""
        return self.filter(called_on__lte=on, ends_on__gte=on)


class PaymentQuerySet(models.QuerySet):
    def by(self, day):
        """Received, or reversed, on that day or before."""
        return self.filter(received_on__lte=day)

    def standing(self):
        """Payments that nothing reversed."""
        return self.filter(reverses__isnull=True, reversal__isnull=True)

    def to_give_back(self, *, on):
        """Those of which something must still be given back to the person, with ``to_return``
        (cents): the rest, because it was said so; or what is left of an advance, for somebody who
        has left. What is kept is shared between their advances, the latest first."""
        memberships = apps.get_model("members", "Membership").objects
        lasting = memberships.filter(Q(ended_on=None) | Q(ended_on__gte=on))
        lasting = Exists(lasting.filter(person=OuterRef("call__person")))
        theirs = self.model.objects.filter(call__person=OuterRef("call__person"))
        later = theirs.standing().filter(fate=Fate.ADVANCE, pk__gt=OuterRef("pk")).with_given_back()
        left = F("rest") - F("given_back")
        later = later.order_by().values("call__person").values(cents=Sum(left))
        kept = Subquery(theirs.kept()) - Coalesce(Subquery(later), 0)
        whole = When(fate=Fate.REFUND, then=left)
        advance = When(~lasting, fate=Fate.ADVANCE, then=Least(left, kept))
        found = self.standing().filter(fate__in=[Fate.REFUND, Fate.ADVANCE]).with_given_back()
        return found.annotate(to_return=Case(whole, advance, default=0)).filter(to_return__gt=0)

    def with_given_back(self):
        """With ``given_back``, in cents, and the last day of it, ``given_back_on``."""
        refunds = apps.get_model("members", "FeeRefund").objects.filter(payment=OuterRef("pk"))
        refunds = refunds.order_by().values("payment")
        return self.annotate(
            given_back=Coalesce(Subquery(refunds.values(cents=Sum("amount"))), 0),
            given_back_on=Subquery(refunds.values(last=Max("given_on"))),
        )

    def kept(self):
        """What is kept in advance, in cents, of the one person whose payments these are."""
        advance = Q(fate=Fate.ADVANCE)
        sums = (
            Sum("rest", filter=advance, default=0)
            - Sum("given_back", filter=advance, default=0)
            - Sum("applied", filter=Q(means=Means.CREDIT), default=0)
        )
        found = self.with_given_back().order_by().values("call__person")
        return found.annotate(cents=sums).values("cents")


class BalanceQuerySet(models.QuerySet):
    def standing_now(self, *, on, grace=0):
        """With ``owed`` and ``label``, as ``CallQuerySet.standing_now``."""
        return self.filter(called_on__lte=on).annotate(owed=_owed, label=_label(on, grace))

    def late(self, *, on, grace=0):
        """Owed today though their time to pay, and the grace, are over; not statute-barred."""
        ended = on - timedelta(days=grace)
        owed = self.filter(paid__lt=F("asked"), called_on__lte=on)
        return owed.filter(due_on__lt=ended, barred_on__gt=on)


class CallQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def visible_to(self, person):
        """The treasurer and founders see every call, each person their own."""
        return self if person.roles & {"founder", "treasurer"} else self.filter(person=person)

    def standing(self, *, on, grace=0):
        """With ``asked``, ``paid``, ``owed`` (cents), ``why`` and ``label`` as they were that day.

        ``grace``: so many days after it was due, an unpaid fee is called late.
        """
        terms = apps.get_model("members", "FeeTerm").objects
        paid = apps.get_model("members", "FeePayment").objects.by(on)
        last = terms.filter(call=OuterRef("pk"), said_on__lte=on).order_by("-said_on", "-pk")
        sums = paid.filter(call=OuterRef("pk")).order_by().values("call")
        nothing = Value(0)
        return (
            self.filter(called_on__lte=on)
            .annotate(
                asked=Coalesce(Subquery(last.values("amount")[:1]), nothing),
                why=Subquery(last.values("kind")[:1]),
                paid=Coalesce(Subquery(sums.annotate(sum=Sum("applied")).values("sum")), nothing),
            )
            .annotate(owed=_owed)
            .annotate(label=_label(on, grace))
        )

    def standing_now(self, *, on, grace=0):
        """The same today, from what the database keeps: nothing is ever written of a day to come.

        ``on``: today. ``standing`` tells any day.
        """
        return self.filter(called_on__lte=on).annotate(
            asked=F("balance__asked"),
            why=F("balance__why"),
            paid=F("balance__paid"),
            owed=_owed,
            label=_label(on, grace),
        )

    def late(self, *, on, grace=0):
        """Owed that day though their time to pay, and the grace, were over; not statute-barred."""
        return self.standing(on=on, grace=grace).filter(label=FeeLabel.LATE)

    def late_now(self, *, on, grace=0):
        """``late`` today, from what the database keeps."""
        balances = apps.get_model("members", "FeeBalance").objects.late(on=on, grace=grace)
        return self.standing_now(on=on, grace=grace).filter(pk__in=balances.values("call"))

    def in_words(self, words):
        """Of somebody whose name, or by a reference which, begins with these words."""
        people = matching(apps.get_model("members", "Person").objects.all(), words)
        return self.filter(
            Q(reference__icontains=words.strip()) | Q(person__in=people.values("pk"))
        )

    def in_order(self):
        """By the names of the people, as in a dictionary."""
        return self.order_by(in_order("person__last_name"), in_order("person__first_name"), "pk")

    def after(self, pk):
        """Those who come later in that order than this call."""
        known = self.model.objects.filter(pk=pk)
        last = Subquery(known.values(last=in_order("person__last_name"))[:1])
        first = Subquery(known.values(first=in_order("person__first_name"))[:1])
        return self.alias(
            last=in_order("person__last_name"), first=in_order("person__first_name")
        ).filter(Q(last__gt=last) | Q(first__gt=first) | Q(first=first, pk__gt=pk), last__gte=last)

    def of_members(self, *, on):
        """Of those who are members that day, and will still be the day after."""
        memberships = apps.get_model("members", "Membership").objects
        following = memberships.filter(open_on(on) & open_on(on + timedelta(days=1)))
        return self.filter(Exists(following.filter(person=OuterRef("person"))))


def _with(grace):
    """The last day to pay, and so many days more."""
    return ExpressionWrapper(F("due_on") + grace, output_field=models.DateField())


def _label(on, grace):
    return Case(
        When(why=TermKind.WAIVED, owed=0, then=Value(FeeLabel.WAIVED)),
        When(owed=0, then=Value(FeeLabel.SETTLED)),
        When(barred_on__lte=on, then=Value(FeeLabel.BARRED)),
        When(LessThan(_with(grace), on), then=Value(FeeLabel.LATE)),
        default=Value(FeeLabel.WAITING),
        output_field=models.CharField(),
    )
