from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = "candidatures"

    def ready(self):
        from applications import hopefuls  # noqa: F401, PLC0415 (it registers itself)
        from applications.actions import addresses  # noqa: F401, PLC0415 (it registers itself)
