"""A newer version of the call came while somebody was writing: they move to it, or keep theirs."""

from applications.actions.call.reactions import AROUND
from applications.actions.drafts import AlreadySent, touch
from applications.events import Event
from applications.models import CallVersion, Passage, Reaction
from applications.states import State
from applications.versions import stand
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotTheNewest(Refused):
    message = "L’appel a encore changé, ou votre brouillon est déjà sur cette version. Regardez."


def move_to_version(draft, version, *, at):
    """Answer the newest version from now on. Each reaction follows its words; one whose words
    changed stays tied to the version that was read. Nothing else is touched."""
    with locked(draft) as draft:
        _refuse_unless_newer(draft, version)
        _carry_over(draft, version)
        draft.version, draft.passed_over = version, None
        touch(draft, at)
        draft.save(update_fields=["version", "passed_over", "touched_at", "warned_at"])
        record(Event.MOVED_TO_VERSION, draft, number=version.number)
    return draft


def keep_version(draft, version, *, at):
    """Stay with the version one has read; the newer one is not spoken of any more."""
    with locked(draft) as draft:
        _refuse_unless_newer(draft, version)
        draft.passed_over = version
        touch(draft, at)
        draft.save(update_fields=["passed_over", "touched_at", "warned_at"])
    return draft


def _refuse_unless_newer(draft, version):
    if draft.state != State.DRAFT:
        raise AlreadySent
    newest = CallVersion.objects.current()
    if newest is None or version.pk != newest.pk or version.pk == draft.version_id:
        raise NotTheNewest


def _carry_over(draft, version):
    """Tie each reaction that was found again to the passage of ``version`` that says its words."""
    passages = {one.uid: one for one in Passage.objects.filter(section__version=version)}
    following = [one for one in stand(draft.reactions.in_reading_order(), version.pk) if one.place]
    for one in following:
        place, passage = one.place, passages[one.place.uid]
        one.passage, one.start, one.end = passage, place.start, place.end
        if place.start is not None:
            one.prefix = passage.text[max(0, place.start - AROUND) : place.start]
            one.suffix = passage.text[place.end : place.end + AROUND]
    Reaction.objects.bulk_update(following, ["passage", "start", "end", "prefix", "suffix"])
