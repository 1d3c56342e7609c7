from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

NO_WORDS = {"subject": "", "text": "", "html": "", "calendar": "", "unsubscribe": ""}


def names_of(rows):
    """What a letter notes of the thing it is about: « applications.application:12 »."""
    return [f"{row._meta.label_lower}:{row.pk}" for row in rows]


class LetterQuerySet(models.QuerySet):
    def due(self, at):
        """Those that wait, whose hour has come, and whose document is made."""
        return self.filter(
            Q(document=None) | Q(document__state="issued"), state="waiting", next_try_at__lte=at
        )

    def waiting_among(self, keys):
        """Those of ``keys`` that still wait, the first due first."""
        return self.filter(pk__in=keys, state="waiting").order_by("next_try_at")

    def to_post(self):
        """Those that wait for somebody who prints and posts them, the oldest first."""
        return self.filter(state="paper").order_by("written_at", "pk")

    def by_post(self):
        """Those that go by post, left or not."""
        return self.filter(state__in=["paper", "posted"])

    def posted(self):
        """Those that somebody posted, the latest first."""
        return self.filter(state="posted").order_by("-sent_at", "-pk")

    def failed(self):
        """Those that did not leave, and still may: without its words a letter is only a trace."""
        return self.filter(state="failed").with_words()

    def unsent(self):
        return self.filter(state="waiting") | self.failed()

    def orphaned(self):
        """Those that wait for a document that could not be made."""
        return self.filter(state="waiting", document__state="failed")

    def written_before(self, moment):
        return self.filter(written_at__lt=moment)

    def with_words(self):
        return self.exclude(text="", html="")

    def with_title_of_document(self):
        """With the document that is joined, but neither its bytes nor its words."""
        heavy = "document__content", "document__data"
        return self.select_related("document").defer(*heavy)

    def rows(self):
        """What a list shows: nothing of what the letter says but its subject."""
        return self.order_by("-written_at", "-pk").values(
            "pk",
            "kind",
            "to",
            "about",
            "subject",
            "is_secret",
            "state",
            "attempts",
            "error",
            "written_at",
            "sent_at",
        )

    def to(self, words):
        """Whose address holds these words."""
        return self.filter(to__icontains=words)

    def addressed_to(self, addresses):
        """Whose address is one of these, whatever its capitals."""
        small = {address.lower() for address in addresses}
        return self.alias(address=Lower("to")).filter(address__in=small)

    def without(self, folded, *, but):
        """Neither to these addresses nor about these things, but those to the address ``but``."""
        told = Q(address__in=folded.values("address")) | Q(about__in=folded.values("name"))
        return self.alias(address=Lower("to")).filter(Q(to__iexact=but) | ~told)

    def about(self, words):
        """Whose address or subject holds these words."""
        return self.filter(Q(to__icontains=words) | Q(subject__icontains=words))
