"""What may be asked of memberships and of what leads to them."""

from django.db import models

from members.querysets.days import open_on


class MembershipQuerySet(models.QuerySet):
    def active(self, *, on):
        return self.filter(open_on(on))


class StatutesQuerySet(models.QuerySet):
    def in_force(self, *, on):
        """The version that holds on that day; None before the first."""
        return self.filter(adopted_on__lte=on).order_by("adopted_on").last()


class InvitationQuerySet(models.QuerySet):
    def open(self, *, on):
        """Those that may still be used on that day."""
        return self.filter(used_at__isnull=True, expires_on__gte=on)


class RequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="requested")

    def closed(self):
        return self.exclude(state="requested")

    def last_asked(self):
        return self.order_by("requested_at", "pk").last()

    def visible_to(self, person):
        """Founders and the secretary see every request, each person their own."""
        if person.roles & {"founder", "secretary"}:
            return self
        return self.filter(person=person)
