"""What becomes of each column that points at a person, the day that person is erased.

Only somebody whom the register need not know is erased: neither member nor in office, ever. So what
only members have stays with its member. A column that says nothing here is refused by a test.
"""

from django.apps import apps

GOES = [
    "members.Consent.person", "members.Skill.person", "members.Showing.person",
    "members.Quiet.person", "members.DetailAnswer.person", "members.Availability.person",
    "members.Testimony.person",
    "members.Testimony.witness", "members.FormerAddress.person", "members.ImportLine.person",
    "members.MembershipRequest.person", "members.Invitation.person", "account.EmailAddress.user",
    "members.Lockout.person", "mfa.Authenticator.user", "usersessions.UserSession.user",
]  # fmt: skip
"""The rows go, in this order."""

REGISTER = "seuls les membres en ont, et le registre garde ses membres"
EMPTIED = "la ligne reste, sans un mot de la personne"
DONE = "ce qui fut fait reste ; qui l’a fait n’a plus de nom"
STAYS = {
    "members.DataRequest.person": EMPTIED,
    "members.Person.joined_to": "l’autre compte est effacé avec celui-ci",
    **dict.fromkeys(
        [
            "members.Office.person", "members.OfficeChange.person", "members.Membership.person",
            "members.Place.person",
            "members.Convocation.person", "members.FeeCall.person", "members.Encounter.people",
            "members.Leg.giver", "members.Leg.taker", "members.Partner.person",
            "members.LearningSession.trainers", "members.Seat.person",
            "members.OutsideTraining.asked_by", "members.OutsideTraining.also",
            "members.Tutorship.newcomer", "members.Tutorship.tutor",
        ],
        REGISTER,
    ),
    **dict.fromkeys(
        [
            "members.OfficeChange.proposed_by", "members.OfficeChange.answered_by",
            "members.Lockout.proposed_by", "members.Lockout.answered_by",
            "members.Lockout.reopened_by",
            "members.Statutes.written_by", "members.Rules.written_by",
            "members.Circular.written_by", "members.Detail.opened_by",
            "members.Assembly.prepared_by", "members.Invitation.by",
            "members.RequestFact.by", "members.MembershipRequest.entered_by",
            "members.MembershipFact.by",
            "members.FormalNotice.proposed_by", "members.FormalNotice.signed_by",
            "members.Exclusion.opened_by", "members.FeeYear.called_by", "members.FeeTerm.by",
            "members.FeePayment.by", "members.FeeRefund.by", "members.BankDetails.written_by",
            "members.TaxRight.written_by", "members.Gauge.confirmed_by", "members.Proposal.by",
            "members.Import.by", "members.Extract.by", "members.DataRequest.answered_by",
            "members.Tutorship.named_by", "members.LearningSession.opened_by",
            "members.Exchange.opened_by", "members.Encounter.written_by",
            "members.HostWords.written_by", "members.Drawn.by", "journal.Entry.actor",
            "files.Opening.by", "wordings.Wording.written_by",
            "durations.Duration.written_by", "durations.Confirmation.by",
        ],
        DONE,
    ),
}  # fmt: skip
"""The rows stay, each with why."""


def goes(*columns):
    """A higher floor says which rows of its own go with the person."""
    GOES.extend(column for column in columns if column not in GOES)


def stays(why, *columns):
    """A higher floor says why the rows of these columns of its own stay."""
    STAYS.update(dict.fromkeys(columns, why))


def take_away(person):
    """Delete every row that goes with this person; the caller holds the transaction."""
    for column in GOES:
        label, _dot, name = column.rpartition(".")
        apps.get_model(label)._base_manager.filter(**{name: person}).delete()
