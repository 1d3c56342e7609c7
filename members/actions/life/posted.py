"""A delay that a letter opens runs from the day it left; on paper, from the day it was posted."""

from django.utils import timezone

from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused


class NotPosted(Refused):
    message = (
        "Une lettre à cette personne attend encore d’être postée : le délai court du jour où elle "
        "part. Postez-la, notez son départ, et décidez après."
    )


def end_of_delay(case, kind, *, until):
    """Until when the delay of ``case`` runs, which was counted from the day its letter of this
    ``kind`` was written. Refused while a letter about it waits to be posted."""
    about = {"document__subject_kind": case._meta.label_lower, "document__subject_id": case.pk}
    by_post = Letter.objects.filter(**about)
    if by_post.to_post().exists():
        raise NotPosted
    letter = by_post.posted().filter(kind=kind).first()
    late = timezone.localdate(letter.sent_at) - case.sent_on if letter else None
    return until + late if late else until
