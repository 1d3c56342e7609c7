"""What may be asked of skills, and of what others tell of them."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q


class SkillQuerySet(models.QuerySet):
    def shown(self):
        """Those of people who show the members what they know."""
        return self.filter(person__shown__contains=["skills"])


class TestimonyQuerySet(models.QuerySet):
    def open(self):
        """Asked or answered, and taken back by nobody."""
        return self.filter(closed_at=None)

    def of(self, person):
        """Those that are about this person, or asked of them."""
        return self.filter(Q(person=person) | Q(witness=person))

    def asked_of(self, person):
        return self.filter(witness=person)

    def waiting(self):
        return self.open().filter(answered_at=None)

    def read_on(self, day):
        """Answered, by somebody who is a member that day, of a craft that the person still says."""
        known = apps.get_model("members", "Membership").objects.active(on=day)
        said = apps.get_model("members", "Skill").objects.exclude(level="learn")
        return self.open().filter(
            Exists(known.filter(person=OuterRef("witness"))),
            Exists(said.filter(person=OuterRef("person"), craft=OuterRef("craft"))),
            answered_at__isnull=False,
        )
