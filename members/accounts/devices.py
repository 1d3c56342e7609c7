"""What a browser says of itself, in words a person recognises: « Firefox, Windows »."""

BROWSERS = (  # the most particular first: each one claims to be the next
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
PHONES = {"iPhone", "Android"}


def device_named(user_agent):
    """« Chrome, Android » from what the browser said; honest when it said nothing we know."""
    known = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(filter(None, known)) or "appareil inconnu"


def is_phone(user_agent):
    return _first(SYSTEMS, user_agent) in PHONES


def _first(names, user_agent):
    return next((word for mark, word in names if mark in user_agent), "")
