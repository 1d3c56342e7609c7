"""Words that agree with a person, as that person wishes to be written of."""


def agreed(agreement, feminine, masculine, both=""):
    """« invitée », « invité »; for whoever wishes both, or said nothing, ``both`` or a doublet."""
    both = both or f"{masculine} ou {feminine}"
    return {"f": feminine, "m": masculine}.get(agreement, both)
