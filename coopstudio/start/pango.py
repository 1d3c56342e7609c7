"""The system libraries that WeasyPrint loads: which are missing, and how to get them."""

import ctypes
import sys

# Soname on Linux, file name of Homebrew, Debian's package.
LIBRARIES = [
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset0"),
]


def missing():
    """The Debian packages of the libraries that this machine cannot load."""
    return [package for *names, package in LIBRARIES if not any(map(_loads, names))]


def advice():
    """One sentence with the one command to type, or None when nothing is missing."""
    packages = missing()
    if not packages:
        return None
    command = "brew install pango" if sys.platform == "darwin" else _apt(packages)
    return f"Les PDF attendront : il manque des bibliothèques du système. Tapez « {command} »."


def _apt(packages):
    return f"sudo apt install {' '.join(packages)}"


def _loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
