"""What the clock says about itself. The rounds of each room stand in its own ``tasks.py``."""

from django.core.cache import cache
from django.utils import timezone

from coopstudio.celery import app
from coopstudio.health import HEARTBEAT


@app.task
def beat():
    """The clock says that it still ticks."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=None)
