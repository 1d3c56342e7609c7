"""Read the environment, and say in French what is missing. Imports nothing of Django's settings."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name, *, default=False):
    """True for 1, true, yes, oui; the default when unset."""
    value = os.environ.get(name)
    return default if value is None or value == "" else value.lower() in {"1", "true", "yes", "oui"}


def number(name, default):
    return int(os.environ.get(name) or default)


def listed(name):
    """Comma separated words, as a list."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def needed(name, default, in_production):
    """The value, the default elsewhere than in production, or a refusal to start."""
    value = os.environ.get(name)
    if value:
        return value
    if in_production:
        raise ImproperlyConfigured(f"{name} doit être défini en production (voir .env.example).")
    return default


def database(url, var_dir):
    """Django's description of a PostgreSQL address, or of the embedded server without one."""
    options = {
        # a server that comes back is found within a second, not after ever longer pauses
        "pool": {"min_size": 1, "max_size": 8, "timeout": 10, "reconnect_timeout": 1},
        "prepare_threshold": 5,  # lets coopstudio.prepared have its questions planned once
        "options": "-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000"
        " -c plan_cache_mode=force_generic_plan",  # once, and not each time it hopes for a better
    }
    parts = urlsplit(url or f"postgresql://coop_app@/coop?host={var_dir}/postgres")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.pop("host", ""),
        "PORT": parts.port or query.pop("port", ""),
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, **options},
    }
