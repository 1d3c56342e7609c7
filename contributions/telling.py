"""What the ledger holds of somebody, for their own folder, and why it stays."""

from contributions import models as c
from members.rights.fates import DONE, stays
from members.telling import OFFICE, Told, leaves_untold, tells

tells(
    Told(c.Contract, "person", "Vos apports"),
    Told(c.ContractBalance, "contract__person", "Où en sont vos apports", of="contract"),
)
leaves_untold(
    OFFICE,
    "contributions.FiscalYear.closed_by",
    "contributions.BankFile.by",
    "contributions.Operation.matched_by",
)
stays(
    "un contrat et ses écritures se gardent dix ans (C. com., art. L. 123-22)",
    "contributions.Contract.person",
)
stays(
    DONE,
    "contributions.FiscalYear.closed_by",
    "contributions.BankFile.by",
    "contributions.Operation.matched_by",
)
