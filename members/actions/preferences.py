"""A member chooses what the others see, and what they are written about."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from members import region
from members.events import Event
from members.models import Quiet, Showing
from members.profiles.facets import VERSION, WORDS
from members.states import Facet


def choose_shown(person, facets, *, at):
    """I show this, and nothing else, to the members; what I no longer show is hidden at once.

    ``facets``: all that is shown from now on. What was already agreed keeps its words and date.
    """
    wanted = {Facet(facet) for facet in facets}
    with locked(person) as person:
        standing = person.showings.standing()
        standing.exclude(facet__in=wanted).update(withdrawn_at=at)
        kept = set(standing.values_list("facet", flat=True))
        new = [facet for facet in Facet if facet in wanted - kept]
        Showing.objects.bulk_create(
            Showing(
                person=person, facet=facet, text=WORDS[facet], version=VERSION, given_at=at
            )
            for facet in new
        )  # fmt: skip
        chosen = [f"{facet}" for facet in Facet if facet in wanted]
        person.shown = [] if person.frozen_since else chosen
        person.save(update_fields=["shown"])
        record(Event.SHOWN_CHOSEN, person, by=person, facets=chosen)
        day = timezone.localdate(at)
        transaction.on_commit(lambda: region.forget(on=day), robust=True)
    return person


def choose_silences(person, topics, *, at):
    """I am not written to about these topics, and am about every other one."""
    with locked(person) as person:
        person.quiets.exclude(topic__in=topics).delete()
        kept = set(person.quiets.values_list("topic", flat=True))
        Quiet.objects.bulk_create(
            Quiet(person=person, topic=topic, since=at) for topic in topics if topic not in kept
        )
        record(Event.SILENCES_CHOSEN, person, by=person, topics=sorted(map(str, topics)))
    return person


def silence(person, topic, *, at):
    """One gesture, from a letter: no more about this. Asked twice, it is done once."""
    with locked(person) as person:
        _, is_new = Quiet.objects.get_or_create(person=person, topic=topic, defaults={"since": at})
        if is_new:
            record(Event.SILENCED, person, by=person, topic=f"{topic}")
    return person
