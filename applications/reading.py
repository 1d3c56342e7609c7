"""The call as one person reads it: its sections, and beside each passage what they answered."""

from django.db.models import BigIntegerField

from applications.models import Passage, Section
from applications.versions import stand
from coopstudio.prepared import Given, prepared


@prepared
def _sections():
    return Section.objects.filter(version=Given("version", BigIntegerField()))


@prepared
def _passages():
    return Passage.objects.filter(section__version=Given("version", BigIntegerField()))


class Reading:
    """A version of the call with the reader's own reactions: those of the draft they write, or of
    the application they sent, which they read again and cannot change here."""

    def __init__(self, version, draft=None, sent=None):
        self.version, self.draft, self.sent = version, draft, sent
        written = draft or sent
        found = written.reactions.in_reading_order() if written else []
        self.reactions = stand(found, version.pk)
        mine = draft.version_id == version.pk if draft else version.call.is_open
        self.may_react = sent is None and mine
        self._sections = _sections(version=version.pk)
        self._fill(_passages(version=version.pk))
        self._dress()

    def part(self, part):
        return [section for section in self._sections if section.part == part]

    @property
    def offer(self):
        return self.part(Section.Part.OFFER)

    @property
    def call(self):
        return self.part(Section.Part.CALL)

    @property
    def passages(self):
        return [one for section in self._sections for one in section.shown]

    @property
    def notes(self):
        return [one for one in self.passages if one.kind == Passage.Kind.NOTE]

    @property
    def orphans(self):
        """Reactions to passages that are not in this version at all."""
        return [one for one in self.reactions if one.here is None]

    def passage(self, uid):
        """One passage, dressed; None when it is not in this version."""
        return next((one for one in self.passages if one.uid == uid), None)

    def _fill(self, passages):
        """Give each section what it shows."""
        shown = {section.pk: [] for section in self._sections}
        for passage in passages:
            shown[passage.section_id].append(passage)
        for section in self._sections:
            section.shown = shown[section.pk]

    def _dress(self):
        """Give each section its rank, each passage its number and what was answered to it."""
        mine, number = {}, 0
        for reaction in self.reactions:
            mine.setdefault(reaction.here, []).append(reaction)
        for rank, section in enumerate(self.call, start=1):
            section.rank, section.out_of = rank, len(self.call)
        for passage in self.passages:
            number += passage.can_be_answered
            passage.number, passage.mine = number, mine.get(passage.uid, [])
