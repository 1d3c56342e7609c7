"""What the ledger holds of somebody, for their own folder, and why it stays."""

from contributions import models as c
from members.rights.fates import DONE, stays
from members.telling import GIVEN, OFFICE, Told, leaves_untold, tells

tells(
    Told(c.Contract, "person", "Vos apports"),
    Told(c.ContractBalance, "contract__person", "Où en sont vos apports", of="contract"),
    Told(c.Instalment, "contract__person", "Les versements attendus de vous", of="contract"),
    Told(c.Receipt, "contract__person", "Les versements de vos apports", of="contract"),
    Told(c.Waiver, "contract__person", "Vos renonciations", GIVEN, of="contract"),
    Told(c.Transmission, "contract__person", "Les droits que vous avez transmis", of="contract"),
    Told(c.Transmission, "to__person", "Les droits qui vous sont transmis", of="to"),
    Told(c.Version, "contract__person", "Les versions de vos contrats", of="contract"),
    Told(c.Signatory, "person", "Ce que vous avez à signer, ou avez signé"),
    Told(c.Signature, "signatory__person", "Vos signatures et leur preuve", of="signatory"),
)
leaves_untold(
    OFFICE,
    "contributions.Instalment.lapsed_by",
    "contributions.Receipt.written_by",
    "contributions.Waiver.recorded_by",
    "contributions.Transmission.by",
    "contributions.FiscalYear.closed_by",
    "contributions.FileCheck.by",
    "contributions.BankFile.by",
    "contributions.Operation.matched_by",
)
stays(
    "un contrat et ses écritures se gardent dix ans (C. com., art. L. 123-22)",
    "contributions.Contract.person",
)
stays(
    DONE,
    "contributions.Instalment.lapsed_by",
    "contributions.Receipt.written_by",
    "contributions.Waiver.recorded_by",
    "contributions.Transmission.by",
    "contributions.FiscalYear.closed_by",
    "contributions.FileCheck.by",
    "contributions.BankFile.by",
    "contributions.Operation.matched_by",
)

# --- the rules, the plan, promises, things ---
tells(
    Told(c.Pledge, "person", "Vos promesses d’apport", GIVEN),
    Told(c.Part, "pledge__person", "Vos versements prévus", GIVEN, of="pledge"),
    Told(c.Good, "pledge__person", "Les biens que vous apportez", GIVEN, of="pledge"),
    Told(c.Valuation, "good__pledge__person", "Ce que valent vos biens", of="good"),
    Told(c.Appraisal, "by", "Vos avis sur la valeur d’un bien", GIVEN, of="valuation"),
)
PLANNED = (
    "contributions.CompanyFact.written_by",
    "contributions.CompanyFact.ended_by",
    "contributions.Terms.written_by",
    "contributions.Opinion.written_by",
    "contributions.Need.written_by",
    "contributions.Resource.written_by",
    "contributions.Use.written_by",
    "contributions.Valuation.by",
)
leaves_untold(OFFICE, *PLANNED)
stays(DONE, *PLANNED, "contributions.Appraisal.by")
stays(
    "une promesse dit d’où vient un contrat, et seuls les membres en font",
    "contributions.Pledge.person",
)
leaves_untold(
    OFFICE,
    "contributions.Version.issued_by",
    "contributions.Certification.by",
    "contributions.Clause.written_by",
)
stays(
    "qui a signé un contrat, et pour qui, fait partie de sa preuve, gardée dix ans",
    "contributions.Signatory.person",
    "contributions.Certification.by",
)
stays(
    DONE,
    "contributions.Version.issued_by",
    "contributions.Clause.written_by",
)
tells(
    Told(c.Share, "contract__person", "Ce que les tours vous rendent", of="round"),
    Told(c.OptOut, "contract__person", "Les tours que vous laissez passer", of="round"),
    Told(c.Hardship, "contract__person", "Vos demandes d’être servi ou servie d’abord",
         but=("reason",), of="round"),
    Told(c.PayoutAccount, "person", "Où vous voulez être remboursé ou remboursée", True),
    Told(c.Transfer, "payout__person", "Les virements partis vers vous", of="batch"),
)  # fmt: skip
leaves_untold(
    OFFICE,
    "contributions.RepaymentRound.prepared_by",
    "contributions.RepaymentRound.posted_by",
    "contributions.RepaymentRound.confirmed_by",
    "contributions.Discernment.by",
    "contributions.PayoutAccount.confirmed_by",
    "contributions.Batch.made_by",
    "contributions.Batch.sent_by",
)
stays(
    DONE,
    "contributions.RepaymentRound.prepared_by",
    "contributions.RepaymentRound.posted_by",
    "contributions.RepaymentRound.confirmed_by",
    "contributions.Discernment.by",
    "contributions.PayoutAccount.confirmed_by",
    "contributions.Batch.made_by",
    "contributions.Batch.sent_by",
)
stays(
    "un virement et le compte où il est allé se gardent dix ans (C. com., art. L. 123-22)",
    "contributions.PayoutAccount.person",
)

# --- the books ---
leaves_untold(OFFICE, "contributions.Anchor.told")
stays(DONE, "contributions.Anchor.told")
