"""One movement that two statements tell in different words: it is said, and a person decides."""

from contributions.models import Operation
from contributions.states import OperationState


def twins_of(operations):
    """{key of an operation: what an earlier file brought, of the same account, day and sum}.

    Two alike in one file are two: banks write the same charge twice.
    """
    wanted = {one.pk: one for one in operations}
    earlier = (
        Operation.objects.filter(
            bank__in={one.bank_id for one in wanted.values()},
            on__in={one.on for one in wanted.values()},
            cents__in={one.cents for one in wanted.values()},
        )
        .exclude(state=OperationState.ASIDE)
        .select_related("file")
        .order_by("pk")
        if wanted
        else []
    )
    known = {}
    for one in earlier:
        known.setdefault(_told(one), []).append(one)
    found = {
        pk: next((old for old in known.get(_told(one), []) if old.file_id < one.file_id), None)
        for pk, one in wanted.items()
    }
    return {pk: old for pk, old in found.items() if old}


def _told(operation):
    return operation.bank_id, operation.on, operation.cents
