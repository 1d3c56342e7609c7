"""What may be asked of assemblies and of those who are convened."""

from django.db import models
from django.db.models import Count, F, Q

from members.querysets.alphabet import ByName
from members.states import Topic


class AssemblyQuerySet(models.QuerySet):
    def open(self):
        """Prepared or convened: something is still to be done."""
        return self.filter(state__in=["draft", "convened"])

    def past(self):
        return self.filter(state__in=["held", "called_off"])

    def visible_to(self, person):
        """Those who keep the register see every one; each person those they were convened to."""
        if person.roles & {"founder", "secretary"}:
            return self
        return self.exclude(state="draft").filter(convocations__person=person).distinct()

    def on(self, day):
        """Those of that day, prepared, convened or held, the first one first."""
        return self.exclude(state="called_off").filter(at__date=day).order_by("at", "pk")

    def to_write(self):
        """Those whose letters did not all leave yet."""
        return self.filter(
            state="convened", convocations__round=F("round"), convocations__told_at=None
        ).distinct()

    def nearing(self, now, ahead):
        """Convened, and held within that span."""
        return self.filter(state="convened", at__gt=now, at__lte=now + ahead)


class ConvocationQuerySet(ByName):
    def current(self):
        """Those of the day that holds: when an assembly moves, everybody is convened anew."""
        return self.filter(round=F("assembly__round"))

    def visible_to(self, person):
        """Those who keep the register see every one, each person their own."""
        if person.roles & {"founder", "secretary"}:
            return self
        return self.filter(person=person)

    def of(self, person):
        return self.filter(person=person)

    def given_to(self, person):
        """Whose voice this person carries."""
        return self.filter(proxy_to__person=person)

    def may_hold(self):
        """Without those who said that they do not come, unless they are there after all."""
        return self.exclude(answer__in=["away", "proxy"], present_at=None)

    def saying(self, reply):
        return self.filter(answer=reply)

    def silent(self):
        return self.filter(answer="")

    def to_remind(self, *, since, told_before):
        """Told long enough ago, not reminded since that moment, and written to about it."""
        found = self.exclude(person__quiets__topic=Topic.MEETINGS).select_related("person")
        return found.filter(Q(reminded_at=None) | Q(reminded_at__lt=since), told_at__lt=told_before)

    def counted(self):
        """Every number of the sheet in one question; it decides nothing."""
        voters, here = Q(votes=True), Q(present_at__isnull=False)
        carried = Q(proxy_to__present_at__isnull=False)
        return self.aggregate(
            convened=Count("pk"),
            voters=Count("pk", filter=voters),
            coming=Count("pk", filter=Q(answer="coming")),
            away=Count("pk", filter=Q(answer="away")),
            proxies=Count("pk", filter=Q(answer="proxy")),
            silent=Count("pk", filter=Q(answer="")),
            untold=Count("pk", filter=Q(told_at=None)),
            present=Count("pk", filter=here),
            present_voters=Count("pk", filter=here & voters),
            represented=Count("pk", filter=voters & carried),
        )
