from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres"

    def ready(self):
        """Each app adds its chapters to what a person is told of themselves."""
        autodiscover_modules("disclosure")
        import_module("members.telling")
        import_module("members.learning.waiting")
