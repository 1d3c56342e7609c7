from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = "candidatures"

    def ready(self):
        from applications import hopefuls, waiting  # noqa: F401, PLC0415 (they register themselves)
        from applications.actions import addresses  # noqa: F401, PLC0415 (it registers itself)
