from django.apps import AppConfig


class FrenchConfig(AppConfig):
    name = "coopstudio.french"
    verbose_name = "français"
