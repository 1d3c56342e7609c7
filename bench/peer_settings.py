"""The settings of the measures, with django-hordak beside us when it could be installed."""

from bench.settings import *  # noqa: F403
from bench.settings import INSTALLED_APPS

try:
    import hordak  # noqa: F401 (only whether it is there)
except ImportError:
    pass
else:
    INSTALLED_APPS = [*INSTALLED_APPS, "mptt", "hordak"]
    DEFAULT_CURRENCY, CURRENCIES = "EUR", ["EUR"]
