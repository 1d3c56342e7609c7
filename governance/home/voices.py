"""In which running rounds a voice is waited for: told before its person's account is closed."""

from django.utils import timezone

from governance.college import facilitator, secretary
from governance.consents.facilitating import room_of
from governance.home.awaiting import SPOKEN
from governance.models import Seat
from members.voices import Awaited, waits_for_voice


@waits_for_voice
def in_rounds(person, at):
    """Of texts and of elections, each circle once."""
    seats = Seat.objects.filter(
        ~SPOKEN, person=person, round__closed_at=None, round__voided_at=None
    ).exclude(round__proposal=None, round__election=None)
    opened = {}
    for seat in seats.select_related("round__proposal", "round__election", "round__circle"):
        about = seat.round.proposal or seat.round.election
        opened.setdefault((about._meta.model_name, about.pk, seat.round.circle_id), seat.round)
    on = timezone.localdate(at)
    return [_told(key, one, person, on=on) for key, one in sorted(opened.items())]


def _told(key, opened, person, *, on):
    about = opened.proposal or opened.election
    return Awaited(
        key="-".join(f"{part}" for part in key),
        label=f"{about}, {opened.circle}",
        url=about.get_absolute_url(),
        leads=_leads(opened, person, on=on),
    )


def _leads(opened, person, *, on):
    """Who facilitates there; who writes, when it is the facilitator who is kept out."""
    named = opened.election or room_of(opened.proposal, opened.circle)
    leads = (ask(opened.circle, on=on, sitting_in=named) for ask in (facilitator, secretary))
    return next((one for one in leads if one and one != person), None)
