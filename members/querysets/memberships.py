"""What may be asked of memberships, of what leads to them and of what happens to them."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from members.querysets.alphabet import ByName
from members.querysets.days import open_on
from members.querysets.frozen import unfrozen
from members.states import ENDINGS, PAUSES, RESTRICTED, WAITING_REQUESTS, FactKind


class CategoryQuerySet(models.QuerySet):
    def open(self, *, on):
        """Those one may join on that day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=on), opened_on__lte=on)


class MembershipQuerySet(ByName):
    def active(self, *, on):
        """Open on that day: begun, not ended, and not waiting for a first fee."""
        return self.filter(open_on(on)).exclude(awaits="fee")

    def voting(self, *, on):
        """Active, in a category that votes, and not suspended unless the statutes let them."""
        suspended_vote = apps.get_model("members", "Statutes").objects.suspended_vote(on=on)
        found = self.active(on=on).filter(Q(category=None) | Q(category__votes=True))
        return found if suspended_vote else found.exclude(paused_on(on))

    def paused(self, *, on):
        """Suspended or on leave on that day, whatever else."""
        return self.filter(paused_on(on))

    def to_begin(self, *, on):
        """Admitted, and their first day is there."""
        lasting = Q(ended_on=None) | Q(ended_on__gte=on)
        return self.exclude(awaits="").filter(lasting, started_on__lte=on)

    def to_part(self, *, on):
        """Ended before that day by a fact that still holds, and nobody said goodbye yet."""
        endings = apps.get_model("members", "MembershipFact").objects.standing()
        ended = Exists(endings.filter(membership=OuterRef("pk"), kind__in=ENDINGS))
        return self.filter(ended, ended_on__lt=on, parted_at=None)

    def wordy(self):
        """Ended, and words of its life or of a procedure are still kept."""
        words = apps.get_model("members", "FactWords").objects
        words = words.filter(fact__membership=OuterRef("pk"))
        cases = apps.get_model("members", "Exclusion").objects.wordy()
        cases = cases.filter(membership=OuterRef("pk"))
        proofs = apps.get_model("members", "FormalNotice").objects.exclude(proof=None)
        proofs = proofs.filter(membership=OuterRef("pk"))
        scanned = Q(request__scan__isnull=False) | Q(request__guardian__gt="")
        kept = Exists(words) | Exists(cases) | Exists(proofs) | scanned
        return self.filter(kept, ended_on__isnull=False)

    def with_life(self):
        """With every fact, for those who may read them all: one query more."""
        return self.select_related("category", "person").prefetch_related("facts")


class FactQuerySet(models.QuerySet):
    def standing(self):
        """Those that no reversal takes back, reversals left out."""
        return self.exclude(kind=FactKind.REVERSED).exclude(
            Exists(self.model.objects.filter(answers=OuterRef("pk"), kind=FactKind.REVERSED))
        )

    def shared(self):
        """Without what is restricted: an exclusion is told to nobody by a list."""
        return self.exclude(kind__in=RESTRICTED).exclude(answers__kind__in=RESTRICTED)

    def visible_to(self, person):
        """Keepers of the register read the lives of others whole, but for those whose data rest;
        everybody their own."""
        if person.roles & {"founder", "secretary"}:
            return self.filter(unfrozen("membership__person") | Q(membership__person=person))
        return self.filter(membership__person=person)


class StatutesQuerySet(models.QuerySet):
    def known(self, *, on):
        """The versions adopted by that day, as they were last corrected, the latest first."""
        miswritten = Exists(self.model.objects.filter(corrects=OuterRef("pk")))
        known = self.filter(adopted_on__lte=on).exclude(miswritten)
        return known.order_by("-adopted_on", "-pk")

    def in_force(self, *, on):
        """The version that holds on that day; None before the first."""
        return self.known(on=on).first()

    def suspended_vote(self, *, on):
        """Whether the statutes in force that day let who is suspended take part in decisions."""
        statutes = self.in_force(on=on)
        return bool(statutes and statutes.suspended_may_vote)


class RulesQuerySet(models.QuerySet):
    def in_force(self, *, on):
        """The règlement that holds on that day; None before the first."""
        return self.filter(adopted_on__lte=on).order_by("-adopted_on").first()

    def to_tell(self):
        """Those of which some members have not been told."""
        return self.filter(told_at=None)


class InvitationQuerySet(models.QuerySet):
    def open(self, *, on):
        """Those that may still be used on that day."""
        return self.filter(used_at__isnull=True, expires_on__gte=on)


class RequestQuerySet(models.QuerySet):
    def open(self):
        """Those that the organ has not answered yet."""
        return self.filter(state__in=WAITING_REQUESTS)

    def closed(self):
        return self.exclude(state__in=WAITING_REQUESTS)

    def examined_on(self, day):
        """Those that stand on the agenda of a meeting of that day."""
        facts = apps.get_model("members", "RequestFact").objects
        last = facts.filter(request=OuterRef("pk"), kind="listed").order_by("-at", "-pk")
        found = self.filter(state="listed").annotate(meets_on=Subquery(last.values("on")[:1]))
        return found.filter(meets_on=day)

    def on_paper(self):
        """Those that came signed with a pen."""
        return self.filter(signed_on__isnull=False)

    def with_papers(self):
        """Those of which a paper is kept, or who represents the person."""
        return self.filter(
            Q(scan__isnull=False) | Q(guardian_paper__isnull=False) | ~Q(guardian="")
        )

    def last_asked(self):
        return self.order_by("requested_at", "pk").last()

    def visible_to(self, person):
        """Founders and the secretary see every request, but of those whose data rest; each
        person their own."""
        if person.roles & {"founder", "secretary"}:
            return self.filter(unfrozen() | Q(person=person))
        return self.filter(person=person)


def paused_on(day):
    """The membership around is suspended or on leave on that day."""
    facts = apps.get_model("members", "MembershipFact").objects
    resumed = facts.standing().filter(answers=OuterRef("pk"), kind=FactKind.RESUMED, since__lte=day)
    pauses = facts.standing().filter(
        Q(until=None) | Q(until__gte=day), kind__in=PAUSES, since__lte=day
    )
    return Exists(pauses.exclude(Exists(resumed)).filter(membership=OuterRef("pk")))
