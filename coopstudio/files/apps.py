from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "coopstudio.files"
    verbose_name = "fichiers privés"
