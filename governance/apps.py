from importlib import import_module

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "gouvernance"

    def ready(self):
        """What members/ is told of governance, and what decisions change, without hearing of it."""
        import_module("governance.telling")
        import_module("governance.tensions")
        import_module("governance.home.voices")
        import_module("governance.circles.held")
        import_module("governance.actions.circles.effects")
        import_module("governance.actions.elections.effects")
        import_module("governance.actions.reviews")
        import_module("governance.actions.admissions")
