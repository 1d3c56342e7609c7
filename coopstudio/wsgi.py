"""The web server enters here.

What is loaded now stays: nothing is swept meanwhile, nor looked at again by the sweeps to come, and
the first visitor does not wait for the routes.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopstudio.settings")

gc.disable()
application = get_wsgi_application()
_ = get_resolver().url_patterns
gc.freeze()
gc.enable()
