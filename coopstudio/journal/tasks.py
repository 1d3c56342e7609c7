"""What the clock does with the journal."""

from coopstudio import clock
from coopstudio.celery import app
from coopstudio.journal import seals


@app.task
def seal():
    """Seal the lines of the hours before."""
    seals.seal(at=clock.now())
