"""What the letters of this app share."""

from coopstudio.mail.api import address


def sample(**more):
    return lambda: {
        "first_name": "Noémie", "reference": "APP-2027-0001", "link": address("/"), **more
    }  # fmt: skip
