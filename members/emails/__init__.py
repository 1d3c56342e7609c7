"""Every letter about people and membership, one function each; the words stand in the templates."""

from members.emails.accounts import (
    account_changed,
    address_code,
    password_reset,
    sign_in_code,
    unknown_address,
)
from members.emails.fees import (
    fee_called,
    fee_changed,
    fee_received,
    fee_reminder,
    fee_reversed,
)
from members.emails.assemblies import (
    assembly_called_off,
    assembly_moved,
    assembly_near,
    assembly_reminder,
    convocation,
    proxy_given,
    proxy_returned,
    proxy_withdrawn,
)
from members.emails.memberships import refused, requested, to_admit, welcome
from members.emails.rights import data_answered, data_asked, data_reminder, data_request
from members.emails.samples import PROTECTS

__all__ = [
    "PROTECTS",
    "account_changed",
    "address_code",
    "assembly_called_off",
    "assembly_moved",
    "assembly_near",
    "assembly_reminder",
    "convocation",
    "data_answered",
    "data_asked",
    "data_reminder",
    "data_request",
    "password_reset",
    "fee_called",
    "fee_changed",
    "fee_received",
    "fee_reminder",
    "fee_reversed",
    "proxy_given",
    "proxy_returned",
    "proxy_withdrawn",
    "refused",
    "requested",
    "sign_in_code",
    "to_admit",
    "unknown_address",
    "welcome",
]
