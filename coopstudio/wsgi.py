"""The web server enters here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopstudio.settings")

application = get_wsgi_application()
