"""What a keeper of the register may read behind an address; or it rests, and that is said."""

from django.http import Http404

from members.actions.data.freezing import IsFrozen
from members.querysets.frozen import unfrozen


def unless_frozen(seen, pk, *, person="person"):
    """The row of that key among those that a keeper may see. IsFrozen says why one is not seen
    whose person (at that path) froze their data."""
    found = seen.filter(pk=pk).first()
    if found is None:
        rests = seen.model.objects.filter(pk=pk).exclude(unfrozen(person)).exists()
        raise IsFrozen if rests else Http404
    return found
