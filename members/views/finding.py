"""What a keeper of the register may read behind an address; or it rests, and that is said."""

from django.http import Http404

from members.actions.data.freezing import IsFrozen


def unless_frozen(seen, pk):
    """The row of that key among those that a keeper may see. One that is there and is not seen is
    of somebody whose data rest: IsFrozen says so."""
    found = seen.filter(pk=pk).first()
    if found is None:
        raise IsFrozen if seen.model.objects.filter(pk=pk).exists() else Http404
    return found
