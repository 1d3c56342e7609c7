"""The settings of a clock in a hurry: the rounds that faults look at ring every few seconds.

``COOP_SHIFT``: for the whole process, and its children, it is so many seconds later.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

from coopstudio.settings import *  # noqa: F403
from coopstudio.settings import CELERY_BEAT_SCHEDULE as REAL

if shift := os.environ.get("COOP_SHIFT"):
    time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(shift)), tick=True).start()
EVERY = float(os.environ.get("COOP_EVERY") or 3)
CELERY_BEAT_SCHEDULE = {
    name: line | {"schedule": EVERY, "options": {}}
    for name, line in REAL.items()
    if name in {"post", "documents", "drafts"}
}
