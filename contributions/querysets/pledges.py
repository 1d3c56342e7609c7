from datetime import timedelta

from django.db.models import QuerySet

from contributions.states import Form, PledgeState

STEPS = (7, 21)
"""Days after it was said, when who has not confirmed a promise hears of it again."""

TO_HEAR = timedelta(days=28)
"""Then letters are over: somebody calls."""

UNDER_WAY = [PledgeState.DECLARED, PledgeState.CONFIRMED]

NOWHERE = [PledgeState.WITHDRAWN, PledgeState.EXPIRED]


class PledgeQuerySet(QuerySet):
    def visible_to(self, person):
        """One's own; who reads the books sees all that are somebody's."""
        if person.roles & {"founder", "treasurer"}:
            return self.exclude(person=None)
        return self.filter(person=person)

    def under_way(self):
        return self.filter(state__in=UNDER_WAY)

    def shown(self):
        """Those that members may read, by the will of their author."""
        return self.filter(is_shown=True).filter(state__in=[*UNDER_WAY, PledgeState.CONTRACTED])

    def to_remind(self, now, step):
        """Said ``step`` days ago at least, not confirmed, and not for somebody to call yet."""
        said = {"declared_at__lte": now - timedelta(days=step), "declared_at__gt": now - TO_HEAR}
        return self.filter(state=PledgeState.DECLARED, **said)

    def to_hear(self, now):
        """Said long ago and never confirmed: the next step is a voice, not a letter."""
        return self.filter(state=PledgeState.DECLARED, declared_at__lte=now - TO_HEAR)

    def over(self, day):
        """Their day has passed."""
        return self.under_way().filter(expires_on__lt=day)

    def to_forget(self, until):
        """Ended without a contract up to that hour, and somebody's still."""
        return self.filter(state__in=NOWHERE, ended_at__lte=until).exclude(person=None)

    def with_all(self):
        return self.select_related("person", "need", "contract").prefetch_related(
            "parts", "goods__valuations__appraisals"
        )


class GoodQuerySet(QuerySet):
    def visible_to(self, person):
        """Its owner, and who reads the books."""
        if person.roles & {"founder", "treasurer"}:
            return self.exclude(pledge__person=None)
        return self.filter(pledge__person=person)

    def with_all(self):
        return self.select_related("pledge__person", "photo", "entry").prefetch_related(
            "valuations__by", "valuations__appraisals__by", "valuations__proof"
        )

    def to_appraise(self):
        """Things of promises under way, whose value two others have not found right yet."""
        found = self.filter(pledge__state__in=UNDER_WAY, pledge__form=Form.IN_KIND)
        return found.exclude(valuations=None).with_all()
