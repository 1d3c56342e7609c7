"""The journal under seals, each holding the one before: whoever rewrote a line would be found.

PostgreSQL already refuses to change a line; a seal tells it of those who hold PostgreSQL itself.
What is sealed is an hour old, so that no transaction that began before is still to end; a line that
says a day to come, from a machine whose clock ran ahead, goes under the seal of those after it.
"""

import json
from datetime import UTC, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from coopstudio.backup.proofs import proves
from coopstudio.db import one_at_a_time
from coopstudio.french.dates import moment
from coopstudio.journal.models import Entry, JournalSeal

MARGIN = timedelta(hours=1)
NOTHING = "0" * 64
TOLD = (
    "id", "event", "sentence", "actor_id", "subject_kind", "subject_id", "details", "at"
)  # fmt: skip


def head():
    """The digest of the last seal; zeros before the first."""
    return JournalSeal.objects.order_by("-last").values_list("digest", flat=True).first() or NOTHING


@transaction.atomic
def seal(*, at):
    """Put under one seal the lines that have none and are an hour old. None without any."""
    one_at_a_time("journal.seal")
    previous = JournalSeal.objects.order_by("last").last()
    since = previous.last if previous else 0
    waiting = Entry.objects.filter(pk__gt=since).order_by("pk")
    young = waiting.filter(at__range=(at - MARGIN, at)).first()
    old = waiting.filter(at__lt=at - MARGIN)
    last = (old.filter(pk__lt=young.pk) if young else old).last()
    if last is None:
        return None
    count, digest = _digest(since, last.pk, previous.digest if previous else NOTHING)
    return JournalSeal.objects.create(last=last.pk, lines=count, digest=digest, at=at)


def without_seal(*, at):
    """How many lines a sealer at work would have sealed a day ago."""
    last = JournalSeal.objects.aggregate(last=Max("last"))["last"] or 0
    return Entry.objects.filter(pk__gt=last, at__lt=at - timedelta(days=1)).count()


def verify(head=""):
    """What does not hold, in French sentences; ``head``: a digest told outside, to be found."""
    wrong, since, before, known = [], 0, NOTHING, {NOTHING}
    for one in JournalSeal.objects.order_by("last"):
        count, digest = _digest(since, one.last, before)
        if count != one.lines:
            wrong.append(f"Sous le sceau du {moment(one.at)} : {one.lines} lignes, {count} relues.")
        elif digest != one.digest:
            wrong.append(f"Sous le sceau du {moment(one.at)}, une ligne ou un sceau a changé.")
        since, before = one.last, one.digest
        known.add(one.digest)
    if not any(digest.startswith(head.strip().lower()) for digest in known):
        wrong.append("Cette empreinte n’est celle d’aucun sceau : le journal fut coupé ou refait.")
    return wrong


def _digest(since, last, before):
    """(lines, digest) of the lines after the key ``since`` and up to the key ``last``."""
    found, count = sha256(before.encode()), 0
    lines = Entry.objects.filter(pk__gt=since, pk__lte=last).order_by("pk")
    for *told, at in lines.values_list(*TOLD).iterator():
        line = json.dumps([*told, at.astimezone(UTC).isoformat()], sort_keys=True)
        found.update(b"\n" + line.encode())
        count += 1
    return count, found.hexdigest()


def proof():
    """Beside a backup: the digest of its day, and what did not hold then. What comes back says the
    same; a line that was rewritten long ago holds no restoration back."""
    return {"head": head(), "wrong": verify()}


proves("journal", said=proof, wrong=list)
