"""The clock of the rounds, on a machine whose hour is put back.

Celery waits for the hour at which it last rang to come again: a machine that ran a day ahead, then
was set right, would ring nothing for a day.
"""

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):
    """Rings on from the hour that it is, whatever hour it was before."""

    def setup_schedule(self):
        super().setup_schedule()
        self._ring_on()

    def tick(self, *args, **kwargs):
        self._ring_on()
        return super().tick(*args, **kwargs)

    def _ring_on(self):
        """What was rung at an hour that is still to come was rung just now."""
        now = self.app.now()
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > now]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            self._heap = None  # its hours are those of before
