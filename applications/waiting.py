"""What the keeping of candidatures lays on the desk of the founders."""

from django.urls import reverse

from coopstudio.durations.models import Duration
from coopstudio.french.dates import short_day
from members.states import Role
from members.waiting import Wait, pile, waits_for


@waits_for(Role.FOUNDER)
def durations(person, on):
    """Durations that another founder proposed: nobody's confirmation, and they lapse."""
    rows = Duration.objects.filter(confirmation=None, since_on__gt=on).exclude(written_by=person)
    return pile(
        "Durées à confirmer",
        "clock",
        reverse("applications:durations"),
        rows.order_by("since_on", "pk"),
        lambda one: Wait(
            f"{one.get_kind_display()}, {one.words}".capitalize(),
            f"avant le {short_day(one.since_on)}",
            reverse("applications:durations"),
        ),
    )
