from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "coopstudio.documents"
    verbose_name = "documents"
