"""What may be asked of imports, and of the lines of their sheets."""

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from members.states import Answer, ImportState, Verdict


class ImportQuerySet(models.QuerySet):
    def running(self):
        """Those in which a worker has lines to read."""
        return self.filter(
            state__in=[ImportState.READING, ImportState.CHECKING, ImportState.IMPORTING]
        )

    def forgettable(self):
        """Those that still have lines, and on which no worker is busy."""
        return self.filter(forgotten_at=None).exclude(
            state__in=[ImportState.CHECKING, ImportState.IMPORTING]
        )


class ImportLineQuerySet(models.QuerySet):
    def next_batch(self, import_, size):
        """The lines that this pass has not reached yet, the first ones first."""
        return self.filter(import_of=import_, number__gt=import_.reached).order_by("number")[:size]

    def saying(self, keys, *, before):
        """Earlier lines that say one of these addresses, names or telephones. One in error is not
        written: it stands in nobody's way."""
        found = self.filter(number__lt=before, keys__overlap=list(keys))
        return found.exclude(verdict=Verdict.ERROR)

    def about(self, person):
        """Those that are this person's, or say one of their addresses, even in a sheet that nobody
        has tried yet. Who has no e-mail is looked for by both names: a namesake's line goes too."""
        found = Q(person=person)
        known = person.emailaddress_set.values_list("email", flat=True)
        for email in {person.email, *known} - {""}:
            found |= Q(words__icontains=f'"{email}"')
        if person.first_name and person.last_name and not person.email:
            found |= Q(words__icontains=f'"{person.first_name}"') & Q(
                words__icontains=f'"{person.last_name}"'
            )
        return self.alias(words=Cast("cells", TextField())).filter(found)

    def to_settle(self):
        """Those about which somebody has to say who it is."""
        return self.filter(verdict=Verdict.TWIN, answer=Answer.WAITS, done_at=None)

    def takeable(self):
        """Those that an import of now would write."""
        plain = Q(verdict__in=[Verdict.CREATED, Verdict.CHANGED, Verdict.SAME])
        return self.filter(plain, done_at=None)
