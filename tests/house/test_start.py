"""What a web process takes in when it starts: every page waits for it once, and no longer."""

import os
import subprocess
import sys

HEAVY = ("schwifty", "phonenumbers", "markdown_it", "openpyxl", "weasyprint", "celery", "PIL")
ASKED = f"""
import gc, sys
from coopstudio.wsgi import application
from django.urls import get_resolver
print([name for name in {HEAVY} if name in sys.modules])
print("url_patterns" in vars(get_resolver()), gc.isenabled(), gc.get_freeze_count() > 100_000)
"""


def test_a_web_process_starts_with_its_routes_and_without_what_only_some_page_needs():
    told = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "coopstudio.settings"},
    )  # fmt: skip

    assert told.stdout.splitlines() == ["[]", "True True True"]
