"""To play a scene with the real actions of the house: at another hour, or without a trace."""

import threading
from contextlib import contextmanager

from django.db import transaction
from django.db.models.signals import pre_save
from django.utils import timezone


@contextmanager
def lived_at(moment):
    """New rows of this thread whose hour is « now » unless said otherwise are of ``moment``."""
    actor = threading.get_ident()

    def tell(sender, instance, **_):
        if instance._state.adding and threading.get_ident() == actor:
            for field in sender._meta.concrete_fields:
                if field.default is timezone.now:
                    setattr(instance, field.attname, moment)

    pre_save.connect(tell)
    try:
        yield
    finally:
        pre_save.disconnect(tell)


@contextmanager
def without_a_trace():
    """What is done here never happened: no row, no letter, no bell. Others never see it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
