"""Telephone numbers: kept as +33612345678, typed and shown as French people do.

The library is read with the first number: a web process starts without it.
"""

REGIONS = ["RE", "GP", "MQ", "GF", "YT", "FR"]  # overseas first: 0596 would pass for both
HARD = "\u00a0"


def read(text):
    """The number in E.164, or None when no region of France, nor its own +prefix, knows it."""
    import phonenumbers  # noqa: PLC0415

    for region in REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def phone(number):
    """« 06 12 34 56 78 » for a French number, « +41 79 123 45 67 » for another; else as it is."""
    if not number:
        return ""
    import phonenumbers  # noqa: PLC0415

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    is_french = phonenumbers.region_code_for_number(parsed) in REGIONS
    shapes = phonenumbers.PhoneNumberFormat
    shape = shapes.NATIONAL if is_french else shapes.INTERNATIONAL
    digits = phonenumbers.format_number(parsed, shape)
    if is_french:
        digits = digits.replace(" ", "")
        digits = " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return digits.replace(" ", HARD)
