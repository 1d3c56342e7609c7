from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MailConfig(AppConfig):
    name = "coopstudio.mail"
    verbose_name = "courrier"

    def ready(self):
        """Know every kind of letter, and who receives the answers: each app declares its own."""
        from coopstudio.documents.api import rings_when_made  # noqa: PLC0415

        autodiscover_modules("emails", "replies")
        rings_when_made("coopstudio.mail.tasks.deliver")
