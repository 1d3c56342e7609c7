"""What the clock does with the journal."""

from coopstudio import clock
from coopstudio.celery import app
from coopstudio.journal import reading, seals


@app.task
def seal():
    """Seal the lines of the hours before."""
    seals.seal(at=clock.now())


@app.task
def read_again():
    """Once a day, the whole journal is read again under its seals."""
    reading.read_nightly(at=clock.now())
