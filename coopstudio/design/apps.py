from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "coopstudio.design"
    label = "design"
