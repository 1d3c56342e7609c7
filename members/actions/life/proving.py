"""What proves that a formal notice left: the receipt of the registered letter, scanned."""

from coopstudio.db import locked
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions.life.facts import refuse_own_case
from members.events import Event


class NotSent(Refused):
    message = "Cette mise en demeure n’est pas partie : il n’y a pas encore de preuve à joindre."


def prove(notice, *, by, upload):
    """Keep the receipt, in place of the one before. Raises files.FileRefused with its sentence."""
    with locked(notice) as notice:
        refuse_own_case(notice.membership, by)
        if notice.sent_on is None:
            raise NotSent
        old, notice.proof = notice.proof, files.take_in(upload)
        notice.save(update_fields=["proof"])
        if old:
            files.erase(old)
        record(Event.NOTICE_PROVED, notice.membership, by=by, notice=notice.pk)
    return notice


def drop_proofs(membership):
    """The receipts of a membership go; the caller holds its lock."""
    for notice in membership.notices.exclude(proof=None).select_related("proof"):
        file, notice.proof = notice.proof, None
        notice.save(update_fields=["proof"])
        files.erase(file)
