"""Form fields that take what a French person types, and say in French why they refuse the rest.

What was typed is always kept in the form; what comes out of a field is clean.
"""

from coopstudio.french.fields.contacts import AddressField, PhoneField, PostcodeField
from coopstudio.french.fields.iban import BicField, IbanField
from coopstudio.french.fields.links import LinksField
from coopstudio.french.fields.moments import DayField, FutureMomentField, MomentField
from coopstudio.french.fields.money import EuroField
from coopstudio.french.fields.texts import LineField, ProseField

__all__ = [
    "AddressField",
    "BicField",
    "DayField",
    "EuroField",
    "FutureMomentField",
    "IbanField",
    "LineField",
    "LinksField",
    "MomentField",
    "PhoneField",
    "PostcodeField",
    "ProseField",
]
