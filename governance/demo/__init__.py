"""The circles of the demonstration: who sits where, and what they live, day by day.

Who sits where is told by ``collectif.toml`` (``cooperative.toml`` for the second world). What they
live (``lived.toml``) is played by the house's own actions, each at its hour.
"""

import tomllib
from pathlib import Path

from governance.demo import circles, lived

HERE = Path(__file__).parent


def book(name):
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def fill(world):
    """Seven circles over three instances, as they were before the house, and what they lived."""
    circles.plan(world, book("collectif"))
    lived.plan(world, book("lived"))
