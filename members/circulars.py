"""One letter to many members: to whom it goes, and what became of the last ones."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Substr

from coopstudio.mail.models import Letter
from members.emails.circulars import KIND
from members.models import Membership, Person
from members.preferences import wanting
from members.states import Topic

STAMP = 16
"""How many signs of a key name the letter; what follows names its reader."""

LATELY = 10


@dataclass(frozen=True)
class Readers:
    """Who is a member that day, of all colleges or of one (``category``)."""

    on: object
    category: object = None

    def __str__(self):
        return f"les membres du collège {self.category}" if self.category else "tous les membres"

    @property
    def people(self):
        """Those who did not ask for silence about such news, each once."""
        return wanting(self._members, Topic.NEWS)

    @property
    def quiet(self):
        """How many asked not to be written to about this."""
        return self._members.filter(quiets__topic=Topic.NEWS).count()

    @property
    def by_post(self):
        """How many have no e-mail: theirs is to be printed and posted."""
        return self.people.without_mail().count()

    @property
    def _members(self):
        """The living members; data that somebody froze rests for the office too."""
        found = Person.objects.present(on=self.on).filter(frozen_since=None).order_by("pk")
        if self.category is None:
            return found
        kept = Membership.objects.active(on=self.on).filter(category=self.category)
        return found.filter(pk__in=kept.values("person"))


def sent_lately():
    """The last letters to members: ``subject`` (empty once its words are forgotten), ``at``, and
    how many of them left, wait to be posted, or did not leave."""
    found = Letter.objects.filter(kind=KIND).annotate(
        stamp=Substr("key", len(f"{KIND}:") + 1, STAMP)
    )
    return found.values("stamp").annotate(
        subject=Max("subject"),
        at=Min("written_at"),
        people=Count("pk"),
        gone=Count("pk", filter=Q(state__in=["sent", "posted"])),
        waiting=Count("pk", filter=Q(state="waiting")),
        paper=Count("pk", filter=Q(state="paper")),
        lost=Count("pk", filter=Q(state="failed")),
    ).order_by("-at")[:LATELY]  # fmt: skip
