"""The Chromium that stories, pictures and the guide share: where it stands, how it is started."""

import os
import shutil

NAMES = ["chromium-headless-shell", "chromium", "chromium-browser"]
"""The same engine; the first keeps no windows, and is a quarter quicker."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def executable():
    """Where Chromium stands on this machine; None without one."""
    asked = os.environ.get("COOP_CHROMIUM")
    return asked or next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright):
    """A Chromium that is open, and shows no window."""
    return playwright.chromium.launch(executable_path=executable(), args=FLAGS)
