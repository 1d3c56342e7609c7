"""The production-like settings of the house, plus the bare twins and a counter of queries."""

from coopstudio.settings import *  # noqa: F403
from coopstudio.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.CountQueries", *MIDDLEWARE]
DEBUG = False
PRIVILEGED_NEED_SECOND_FACTOR = False
