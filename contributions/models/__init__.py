from contributions.models.contracts import Contract, ContractBalance
from contributions.models.entries import Account, Chain, Counter, Entry, Lettering, Line, Seal
from contributions.models.years import Book, FiscalYear

__all__ = [
    "Account",
    "Book",
    "Chain",
    "Contract",
    "ContractBalance",
    "Counter",
    "Entry",
    "FiscalYear",
    "Lettering",
    "Line",
    "Seal",
]
