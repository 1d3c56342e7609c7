from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MailConfig(AppConfig):
    name = "coopstudio.mail"
    verbose_name = "courrier"

    def ready(self):
        """Know every kind of letter: each app declares its own in ``emails.py``."""
        autodiscover_modules("emails")
