from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "coopstudio.documents"
    verbose_name = "documents"

    def ready(self):
        """Know who may read what: each app says it in its ``documents.py``."""
        autodiscover_modules("documents")
