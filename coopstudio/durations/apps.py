from django.apps import AppConfig


class DurationsConfig(AppConfig):
    name = "coopstudio.durations"
    verbose_name = "durées de conservation"
