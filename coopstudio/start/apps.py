from django.apps import AppConfig
from django.core.checks import Tags, register

from coopstudio.start import checks


class StartConfig(AppConfig):
    name = "coopstudio.start"
    label = "start"
    verbose_name = "mise en route"

    def ready(self):
        register(checks.pdfs_can_be_made)
        register(checks.what_is_final_stays_so, Tags.database)
