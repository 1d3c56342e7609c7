import atexit
import os

from django.apps import AppConfig
from django.core.checks import Tags, register

from coopstudio.db import close_pools
from coopstudio.start import checks


class StartConfig(AppConfig):
    name = "coopstudio.start"
    label = "start"
    verbose_name = "mise en route"

    def ready(self):
        atexit.register(close_pools, of=os.getpid())
        register(checks.pdfs_can_be_made)
        register(checks.what_is_final_stays_so, Tags.database)
