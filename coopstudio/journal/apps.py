from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "coopstudio.journal"
    verbose_name = "journal"

    def ready(self):
        """Know who reads what: each app says it in its ``desks.py``; backups prove the seals, and
        the page of health tells when they were read again."""
        import_module("coopstudio.journal.reading")
        autodiscover_modules("desks")
