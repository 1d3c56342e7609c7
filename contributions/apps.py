from importlib import import_module

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "contributions"
    verbose_name = "apports"

    def ready(self):
        """What members/ is told of apports, without hearing of them."""
        import_module("contributions.telling")
