from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "coopstudio.mail"
    verbose_name = "courrier"
