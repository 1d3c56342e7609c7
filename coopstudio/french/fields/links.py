"""Addresses of the web, one on each line."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from coopstudio.french.fields.texts import ProseField

LONGEST = 200
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class LinksField(ProseField):
    """So many addresses at most, as a list. « exemple.fr » is understood as https://exemple.fr."""

    default_error_messages = {
        "invalid": "« %(line)s » n’est pas une adresse de site, par exemple exemple.fr.",
        "scheme": "« %(line)s » n’est pas l’adresse d’un site : exemple.fr, ou https://exemple.fr.",
        "many": "Gardez-en %(most)s au plus, un par ligne.",
        "long": "« %(line)s… » est trop long : gardez le début de l’adresse.",
    }
    is_web = URLValidator(schemes=["http", "https"])

    def __init__(self, *, most, **options):
        super().__init__(max_length=most * (LONGEST + 2), **options)
        self.most = most
        self.widget.attrs["rows"] = 3

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(
                self.error_messages["many"], code="many", params={"most": self.most}
            )
        addresses, wrong = [], []
        for line in lines:
            try:
                addresses.append(self._address(line))
            except ValidationError as error:
                wrong.append(error)
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(addresses))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def _address(self, line):
        if SCHEME.match(line) and not line.lower().startswith(("http://", "https://")):
            self._refuse("scheme", line)
        address = line if SCHEME.match(line) else f"https://{line}"
        if len(address) > LONGEST:
            self._refuse("long", line)
        try:
            self.is_web(address)
        except ValidationError:
            self._refuse("invalid", line)
        return address

    def _refuse(self, code, line):
        raise ValidationError(self.error_messages[code], code=code, params={"line": line[:60]})
