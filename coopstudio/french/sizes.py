"""The weight of a file, in octets as French people count them."""

STEP = 1024


def size(octets):
    """« 184 ko », « 1,5 Mo », « 5 Mo »."""
    for unit in ("octets", "ko", "Mo"):
        if octets < STEP or unit == "Mo":
            break
        octets /= STEP
    figures = f"{octets:.1f}" if unit == "Mo" and octets < 10 else f"{octets:.0f}"
    return f"{figures.removesuffix('.0').replace('.', ',')}\u00a0{unit}"
