from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "coopstudio.journal"
    verbose_name = "journal"
