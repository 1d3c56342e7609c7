from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "coopstudio.search"
    verbose_name = "recherche"

    def ready(self):
        """Know where to look: each app says it in its ``search.py``."""
        autodiscover_modules("search")
