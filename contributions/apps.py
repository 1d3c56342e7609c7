from importlib import import_module

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "contributions"
    verbose_name = "apports"

    def ready(self):
        """What members/ is told of apports, and what backups prove of the books."""
        import_module("contributions.telling")
        import_module("contributions.proving")
        import_module("contributions.actions.rounds.deciding")  # waits for decisions
