"""The ground floor: what every part of the house stands on. It imports no app."""

from coopstudio.celery import app as celery_app

__all__ = ["celery_app"]
