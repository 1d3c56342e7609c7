"""Every paper about people and membership, by noun."""

from members.documents.assemblies import attendance, convened_list, convocation, convocation_of
from members.documents.fees import fee_call, fee_receipt
from members.documents.life import (
    acknowledgement,
    exclusion_decision,
    formal_notice,
    grievances,
    removal,
)
from members.documents.memberships import bulletin, may_read_bulletin
from members.documents.notices import may_open_proof
from members.documents.register import (
    attestation,
    attestations_of,
    blank_bulletin,
    blank_of,
    extract,
)

__all__ = [
    "acknowledgement",
    "exclusion_decision",
    "formal_notice",
    "grievances",
    "removal",
    "attendance",
    "attestation",
    "attestations_of",
    "blank_bulletin",
    "blank_of",
    "bulletin",
    "convened_list",
    "convocation",
    "convocation_of",
    "extract",
    "fee_call",
    "fee_receipt",
    "may_open_proof",
    "may_read_bulletin",
]
