"""The settings of the tests: the real house on a quick database of its own."""

import os
from pathlib import Path

os.environ.setdefault("COOP_VAR", str(Path(__file__).resolve().parents[1] / "var" / "tests"))
os.environ.setdefault("COOP_DEBUG", "0")  # templates are compiled once, as in production

from coopstudio.settings import *  # noqa: E402, F403
from coopstudio.settings import DATABASES, VAR_DIR  # noqa: E402

if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["USER"] = "coop_owner"
DATABASES["default"]["OPTIONS"].pop("pool")
DATABASES["default"]["OPTIONS"]["options"] = (  # a test may sleep
    "-c statement_timeout=15000 -c plan_cache_mode=force_generic_plan"
)
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PRIVATE_ROOT = VAR_DIR / "private"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
CELERY_TASK_ALWAYS_EAGER = True
PRIVILEGED_NEED_SECOND_FACTOR = False  # its own tests turn it on
