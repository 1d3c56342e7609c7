from contributions.models.bank import Anchor, BankAccount, BankFile, Operation
from contributions.models.company import CompanyFact
from contributions.models.contracts import Contract, ContractBalance
from contributions.models.entries import Account, Chain, Counter, Entry, Lettering, Line, Seal
from contributions.models.needs import Need, Resource, Use
from contributions.models.payments import Instalment, Receipt, Transmission, Waiver
from contributions.models.pledges import Appraisal, Good, Part, Pledge, Valuation
from contributions.models.proofs import Verification
from contributions.models.rounds import (
    Discernment,
    Hardship,
    OptOut,
    RepaymentRound,
    Share,
    Source,
)
from contributions.models.terms import Clause, Opinion, Terms
from contributions.models.transfers import Batch, PayoutAccount, Transfer
from contributions.models.versions import (
    Certification,
    Signatory,
    Signature,
    SigningCode,
    Version,
)
from contributions.models.years import Book, FileCheck, FiscalYear

__all__ = [
    "Account", "Anchor", "Appraisal", "BankAccount", "BankFile", "Batch", "Book", "Certification",
    "Chain", "Clause", "CompanyFact", "Contract", "ContractBalance", "Counter", "Discernment",
    "Entry", "FileCheck", "FiscalYear", "Good", "Hardship", "Instalment", "Lettering", "Line",
    "Need", "Operation", "Opinion", "OptOut", "Part", "PayoutAccount", "Pledge", "Receipt",
    "RepaymentRound", "Resource", "Seal", "Share", "Signatory", "Signature", "SigningCode",
    "Source", "Terms", "Transfer", "Transmission", "Use", "Valuation", "Verification", "Version",
    "Waiver",
]  # fmt: skip
