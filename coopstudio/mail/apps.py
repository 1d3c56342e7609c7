from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MailConfig(AppConfig):
    name = "coopstudio.mail"
    verbose_name = "courrier"

    def ready(self):
        """Know every kind of letter, and who receives the answers: each app declares its own."""
        autodiscover_modules("emails", "replies")
