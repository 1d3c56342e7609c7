"""Every paper about apports and the books, by noun."""

from contributions.documents.books import fec_notice
from contributions.documents.company import may_open_company_paper
from contributions.documents.contracts import (
    contract_draft,
    contract_signed,
    contract_to_sign,
    paper_signed,
    paper_to_sign,
)
from contributions.documents.goods import may_open_opinion, may_open_proof
from contributions.documents.goods_in import good_return
from contributions.documents.payments import receipt
from contributions.documents.rounds import repayment_notice
from contributions.documents.statements import of_year, statement
from contributions.documents.transmissions import transmission
from contributions.documents.waivers import waiver

__all__ = [
    "fec_notice",
    "contract_draft",
    "contract_signed",
    "contract_to_sign",
    "paper_signed",
    "paper_to_sign",
    "good_return",
    "may_open_company_paper",
    "may_open_opinion",
    "may_open_proof",
    "of_year",
    "receipt",
    "repayment_notice",
    "statement",
    "transmission",
    "waiver",
]
