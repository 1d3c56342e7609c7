"""How to reach somebody: e-mail address, telephone, postcode."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from coopstudio.french import phones
from coopstudio.french.fields.texts import LineField

LONGEST_ADDRESS = 254
NOT_DOMAINS = {  # nobody receives mail there
    "gmail.com": "gmial.com gmai.com gmal.com gmil.com gamil.com gnail.com gmail.fr gmail.con "
    "gmail.cm gmail.om gmaill.com",
    "hotmail.fr": "hotmial.fr hotmal.fr hotmai.fr hotamil.fr hormail.fr",
    "hotmail.com": "hotmial.com hotmal.com hotmai.com hotamil.com hotmail.con",
    "outlook.fr": "outlok.fr outloo.fr outllok.fr",
    "orange.fr": "orang.fr ornage.fr orange.ff orange.f",
    "wanadoo.fr": "wanado.fr wandoo.fr wanadou.fr wannadoo.fr wanadoo.ff",
    "laposte.net": "laposte.fr laposte.com lapost.net laposte.nte",
    "yahoo.fr": "yaho.fr yahou.fr yhaoo.fr yahooo.fr",
    "free.fr": "fre.fr freee.fr free.com",
    "sfr.fr": "srf.fr sfrr.fr",
}
MEANT = {typo: meant for meant, typos in NOT_DOMAINS.items() for typo in typos.split()}


class AddressField(LineField):
    """One e-mail address, in lower case: the same person is never known twice for a capital."""

    widget = forms.EmailInput
    default_error_messages = {
        "required": "Indiquez votre adresse e-mail : c’est par elle que nous vous répondrons.",
        "invalid": "Cette adresse e-mail est incomplète : il faut un nom, une arobase et un "
        "domaine, par exemple camille@exemple.fr.",
        "twice": "Il y a deux arobases : gardez-en une seule. Voulez-vous dire %(meant)s ?",
        "several": "Indiquez une seule adresse e-mail, sans virgule ni point-virgule.",
        "space": "Une adresse e-mail ne contient pas d’espace : retirez-la.",
        "accent": "Une adresse e-mail s’écrit sans accent. Voulez-vous dire %(meant)s ?",
        "letters": "Une adresse e-mail s’écrit en lettres latines sans accent.",
        "typo": "Il n’y a pas de courrier à cette adresse. Voulez-vous dire %(meant)s ?",
    }

    def __init__(self, **options):
        super().__init__(max_length=LONGEST_ADDRESS, no_links=False, **options)

    def widget_attrs(self, widget):
        return {"autocomplete": "email", **super().widget_attrs(widget)}

    def to_python(self, value):
        address = super().to_python(value).lower()
        if not address or len(address) > LONGEST_ADDRESS:
            return address
        self._refuse_what_is_not_one(address)
        name, _, domain = address.rpartition("@")
        address = f"{self._latin(name, domain)}@{self._known(name, self._ascii(domain))}"
        self._refuse_unless_valid(address)
        return address

    def _refuse_what_is_not_one(self, address):
        if re.fullmatch(r"[^@,;\s]+@@+[^@,;\s]+", address):
            if "." not in address.rpartition("@")[2]:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            meant = {"meant": re.sub("@+", "@", address)}
            raise ValidationError(self.error_messages["twice"], code="twice", params=meant)
        if re.search(r"[,;]", address) or address.count("@") > 1:
            raise ValidationError(self.error_messages["several"], code="several")
        if re.search(r"\s", address):
            raise ValidationError(self.error_messages["space"], code="space")
        if "@" not in address or re.search(r'[<>"]', address):
            raise ValidationError(self.error_messages["invalid"], code="invalid")

    def _latin(self, name, domain):
        if name.isascii():
            return name
        bare = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
        code = "accent" if len(bare) == len(name) else "letters"
        raise ValidationError(
            self.error_messages[code], code=code, params={"meant": f"{bare}@{domain}"}
        )

    def _ascii(self, domain):
        try:
            return domain if domain.isascii() else domain.encode("idna").decode()
        except UnicodeError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def _known(self, name, domain):
        if domain in MEANT:
            meant = f"{name}@{MEANT[domain]}"
            raise ValidationError(self.error_messages["typo"], code="typo", params={"meant": meant})
        return domain

    def _refuse_unless_valid(self, address):
        try:
            validate_email(address)
            if address.endswith(".invalid"):  # reaches nobody: the house's own places
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class PhoneField(LineField):
    """A telephone number; comes out in E.164, is shown by pairs."""

    widget = forms.TextInput
    default_error_messages = {
        "required": "Indiquez un numéro de téléphone, par exemple 06 12 34 56 78.",
        "invalid": "Ce numéro n’existe pas tel quel. En France il a dix chiffres, par exemple "
        "06 12 34 56 78 ; à l’étranger il commence par + et le pays.",
    }

    def __init__(self, **options):
        super().__init__(max_length=40, no_links=False, **options)

    def widget_attrs(self, widget):
        return {
            "inputmode": "tel",
            "type": "tel",
            "autocomplete": "tel",
            **super().widget_attrs(widget),
        }

    def prepare_value(self, value):
        is_kept = isinstance(value, str) and re.fullmatch(r"\+[0-9]+", value)
        return phones.phone(value) if is_kept else value

    def to_python(self, value):
        text = super().to_python(value)
        if not text or len(text) > self.max_length:
            return text
        number = phones.read(text) if re.fullmatch(r"[0-9+()./\s-]+", text) else None
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or "")
        except ValidationError:
            return True


class PostcodeField(LineField):
    """A postcode: five digits in France, which keep their zero; free abroad."""

    default_error_messages = {
        "required": "Indiquez votre code postal, par exemple 21000.",
        "invalid": "Un code postal français a cinq chiffres, par exemple 01000. Pour un autre "
        "pays, ajoutez ses lettres : CH-1201, BE-1000.",
    }

    def __init__(self, **options):
        super().__init__(max_length=12, **options)

    def widget_attrs(self, widget):
        return {"autocomplete": "postal-code", **super().widget_attrs(widget)}

    def to_python(self, value):
        text = super().to_python(value).upper()
        digits = re.sub(r"\s", "", text)
        if not text or len(text) > self.max_length:
            return text
        if re.fullmatch(r"(?!00|96|99)[0-9]{5}", digits):
            return digits
        if re.fullmatch(r"[A-Z](?=.*[0-9])[A-Z0-9]*(?:[ -]?[A-Z0-9]+)*", text):
            return text
        raise ValidationError(self.error_messages["invalid"], code="invalid")
