"""The settings with which production starts: Django's own list of advice, and ours."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.house.reading import ROOT

PRODUCTION = {
    "COOP_PRODUCTION": "1",
    "COOP_DEMO": "",
    "COOP_DEBUG": "",
    "COOP_SECRET_KEY": "a-long-secret-of-the-tests-" + "kq3v9x7w2m5n8p4r6t1y" * 3,
    "COOP_SITE_URL": "https://coop.example.org",
    "COOP_HOSTS": "coop.example.org",
    "COOP_SMTP_HOST": "smtp.example.org",
    "COOP_CONTACT_EMAIL": "bonjour@example.org",
    "REDIS_URL": "redis://:secret@broker:6379/0",
}


OURS = ("COOP_", "DJANGO_")  # variables that the tests themselves may have set


def database():
    """The server of the tests: some checks ask it what it can do."""
    known = settings.DATABASES["default"]
    return os.environ.get("DATABASE_URL") or (
        f"postgresql://{known['USER']}@/postgres?host={known['HOST']}"
    )


def run(*words, without="", **more):
    """A command of ours with the variables of production."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    variables = {**known, "DATABASE_URL": database(), **PRODUCTION, **more}
    variables["DJANGO_SETTINGS_MODULE"] = "coopstudio.settings"
    variables.pop(without, None)
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *words], cwd=ROOT, env=variables, capture_output=True, text=True
    )


def in_production(expression):
    code = f"from django.conf import settings; print({expression})"
    return run("-c", code).stdout.strip()


def test_django_has_no_advice_left_for_production():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


@pytest.mark.parametrize("name", ["COOP_SECRET_KEY", "COOP_SITE_URL", "COOP_SMTP_HOST"])
def test_production_does_not_start_without_what_it_needs(name):
    started = run("manage.py", "check", without=name)

    assert started.returncode != 0
    assert f"{name} doit être défini en production" in started.stderr


@pytest.mark.parametrize("name", ["COOP_DEMO", "COOP_DEBUG"])
def test_production_is_neither_a_demonstration_nor_a_workshop(name):
    assert run("manage.py", "check", **{name: "1"}).returncode != 0


def test_cookies_of_production_belong_to_one_host():
    assert in_production("settings.SESSION_COOKIE_NAME") == "__Host-session"
    assert in_production("settings.CSRF_COOKIE_NAME") == "__Host-csrf"
    assert in_production("settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE") == "True"


def test_one_proxy_is_counted_in_production_and_may_be_told():
    assert in_production("settings.ALLAUTH_TRUSTED_PROXY_COUNT") == "1"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("CSRF_COOKIE_HTTPONLY", True),
        ("FILE_UPLOAD_PERMISSIONS", 0o600),
        ("PASSWORD_RESET_TIMEOUT", 3600),
        ("CELERY_TASK_ACKS_LATE", True),
        ("CELERY_TASK_REJECT_ON_WORKER_LOST", True),
        ("CELERY_WORKER_PREFETCH_MULTIPLIER", 1),
        ("USE_TZ", True),
        ("SECURE_REFERRER_POLICY", "same-origin"),
    ],
)
def test_a_setting_keeps_its_value(setting, value):
    assert getattr(settings, setting) == value


def test_the_database_is_asked_with_patience_and_limits():
    database = settings.DATABASES["default"]
    limits = in_production("settings.DATABASES['default']['OPTIONS']['options']")

    assert database["ATOMIC_REQUESTS"]
    assert database["CONN_HEALTH_CHECKS"]
    assert "statement_timeout=15000" in limits
    assert "idle_in_transaction_session_timeout=30000" in limits
    pool = "settings.DATABASES['default']['OPTIONS']['pool']['reconnect_timeout']"
    assert in_production(pool) == "1"  # a server that comes back is found at once


def test_a_silent_post_office_is_not_waited_for():
    timeout = in_production("settings.MAILERS['default']['OPTIONS']['timeout']")

    assert 0 < int(timeout) <= 10


def test_passwords_are_kept_with_argon2():
    assert in_production("settings.PASSWORD_HASHERS[0]").endswith("Argon2PasswordHasher")


def test_every_page_is_private_unless_said():
    middleware = settings.MIDDLEWARE

    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in middleware
    assert middleware.index("coopstudio.middleware.SensibleRequests") < middleware.index(
        "django.contrib.sessions.middleware.SessionMiddleware"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/nulle-part/", "/compte/login/", "/sante/"])
def test_the_policy_of_pages_is_strict_everywhere(address):
    response = Client().get(address)
    policy = response["Content-Security-Policy"]

    assert re.search(r"default-src 'none'", policy)
    assert "unsafe" not in policy
    assert "//" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_secrets_are_not_written_in_the_code():
    assert run("-c", "import coopstudio.settings", without="COOP_SECRET_KEY").returncode != 0
