from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "coopstudio.demo"
    verbose_name = "démonstration"
