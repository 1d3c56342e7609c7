"""What members/ holds of somebody, for their own folder: one line here for each table.

A table that points at a person and stands neither in TOLD nor in UNTOLD is refused by a test: no
table is added without saying what its person reads of it.
"""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from coopstudio.documents.models import Document
from members import models as m
from members.disclosure import Chapter, chapter, facts

INNER = (
    "person", "user", "keys", "search", "signature", "uid", "ahead_for", "awaits", "parted_at",
    "session_key", "data",
)  # fmt: skip
"""What says nothing to anybody: counters and keys of the house."""


@dataclass(frozen=True)
class Told:
    """A table told to its person, found by ``path``. ``but``: what is another's word in it;
    ``when``: what is only told once it was told to the person otherwise; ``of``: the column that
    leads to what a row is a part of, told by its name and its state."""

    model: object
    path: str
    title: str
    is_given: bool = False
    but: tuple = ()
    when: Q = field(default_factory=Q)
    of: str = ""

    def chapter_of(self, person):
        found = self.model._base_manager.filter(self.when, **{self.path: person})
        rows = list(found.distinct().order_by("pk"))
        told = [self._whole(one) | facts(one, but=(*INNER, *self.but)) for one in rows]
        return Chapter(self.title, told, self.is_given, _papers(self.model, rows))

    def _whole(self, row):
        if not self.of:
            return {}
        whole = getattr(row, self.of)
        word = f"{whole._meta.verbose_name}"
        state = {"où il en est": whole.get_state_display()} if hasattr(whole, "state") else {}
        return {word: f"{whole}"} | state


GIVEN = True
TOLD = [
    Told(EmailAddress, "user", "Vos adresses", GIVEN),
    Told(m.FormerAddress, "person", "Vos anciennes adresses", GIVEN),
    Told(m.Consent, "person", "Vos accords", GIVEN),
    Told(m.Showing, "person", "Ce que vous montrez aux membres", GIVEN),
    Told(m.Quiet, "person", "Les lettres que vous ne recevez pas", GIVEN),
    Told(m.MembershipRequest, "person", "Vos demandes d’adhésion", GIVEN),
    Told(m.RequestFact, "request__person", "Les étapes de vos demandes d’adhésion"),
    Told(m.DataRequest, "person", "Vos demandes sur vos données", GIVEN),
    Told(m.Skill, "person", "Vos savoir-faire", GIVEN),
    Told(m.DetailAnswer, "person", "Vos réponses à ce que l’association demande", GIVEN,
         of="detail"),
    Told(m.Availability, "person", "Vos disponibilités", GIVEN),
    Told(m.Testimony, "person", "Ce que d’autres disent de vos savoir-faire"),
    Told(m.Testimony, "witness", "Ce que vous dites des savoir-faire des autres", GIVEN),
    Told(m.Place, "person", "Vos places dans un groupe", GIVEN, of="cohort"),
    Told(m.ProposalAnswer, "place__person", "Vos réponses au lancement du groupe", GIVEN),
    Told(m.Membership, "person", "Vos adhésions"),
    Told(m.MembershipFact, "membership__person", "Ce qui est arrivé à vos adhésions"),
    Told(m.FactWords, "fact__membership__person", "Les mots qui accompagnaient ces faits"),
    Told(m.FormalNotice, "membership__person", "Les mises en demeure",
         but=("proof",), when=Q(fact__isnull=False)),
    Told(m.Exclusion, "membership__person", "Les procédures d’exclusion",
         when=Q(sent_on__isnull=False)),
    Told(m.Office, "person", "Vos fonctions"),
    Told(m.OfficeChange, "person", "Les changements de vos fonctions, proposés à deux"),
    Told(m.Lockout, "person", "Les fermetures de votre compte pour un temps"),
    Told(m.Invitation, "person", "Vos invitations à adhérer"),
    Told(m.Convocation, "person", "Vos convocations, ce que vous avez répondu, vos présences"),
    Told(m.FeeCall, "person", "Vos appels de cotisation"),
    Told(m.FeeTerm, "call__person", "Ce qui vous a été demandé"),
    Told(m.FeeReminder, "call__person", "Les rappels de cotisation"),
    Told(m.FeePayment, "call__person", "Vos règlements"),
    Told(m.FeeReceipt, "payment__call__person", "Vos reçus de cotisation"),
    Told(m.FeeRefund, "payment__call__person", "Ce qui vous a été rendu"),
    Told(m.Encounter, "people", "Les rencontres où vous étiez"),
    Told(m.Leg, "giver", "Ce que vous transmettez dans un échange", GIVEN, of="exchange"),
    Told(m.Leg, "taker", "Ce que l’on vous transmet dans un échange", of="exchange"),
    Told(m.Partner, "person", "Vos réponses aux propositions d’échange", GIVEN, of="exchange"),
    Told(m.LearningSession, "trainers", "Les séances que vous animez", GIVEN),
    Told(m.Seat, "person", "Vos places dans les séances", GIVEN, of="session"),
    Told(m.OutsideTraining, "asked_by", "Les formations que vous avez demandées", GIVEN),
    Told(m.OutsideTraining, "also", "Les formations que vous souhaitez aussi", GIVEN),
    Told(m.Tutorship, "newcomer", "Les tutorats que vous recevez"),
    Told(m.Tutorship, "tutor", "Les tutorats que vous donnez"),
    Told(m.Review, "tutorship__newcomer", "Les points de vos tutorats", but=("tutor_said",)),
    Told(m.Review, "tutorship__tutor", "Les points des tutorats que vous donnez",
         but=("newcomer_said",)),
    Told(m.ImportLine, "person", "Les lignes de tableau qui parlent de vous", but=("person",)),
    Told(Authenticator, "user", "Vos clés et vos seconds facteurs"),
    Told(UserSession, "user", "Vos sessions ouvertes"),
]  # fmt: skip
OFFICE = "un acte d’une fonction : il parle de ce qui est fait, non de qui le fait"
GROUP = "un écrit commun : chacun et chacune le lit dans la maison, avec son auteur ou son autrice"
UNTOLD = {
    "members.Person.joined_to": "l’autre compte de la même personne : ses chapitres sont ici",
    "members.Statutes.written_by": OFFICE,
    "members.OfficeChange.proposed_by": OFFICE,
    "members.OfficeChange.answered_by": OFFICE,
    "members.Lockout.proposed_by": OFFICE,
    "members.Lockout.answered_by": OFFICE,
    "members.Lockout.reopened_by": OFFICE,
    "members.Rules.written_by": OFFICE,
    "members.Circular.written_by": OFFICE,
    "members.Detail.opened_by": OFFICE,
    "members.Assembly.prepared_by": OFFICE,
    "members.Invitation.by": OFFICE,
    "members.RequestFact.by": OFFICE,
    "members.MembershipRequest.entered_by": OFFICE,
    "members.MembershipFact.by": OFFICE,
    "members.FormalNotice.proposed_by": OFFICE,
    "members.FormalNotice.signed_by": OFFICE,
    "members.Exclusion.opened_by": OFFICE,
    "members.FeeYear.called_by": OFFICE,
    "members.FeeTerm.by": OFFICE,
    "members.FeePayment.by": OFFICE,
    "members.FeeRefund.by": OFFICE,
    "members.BankDetails.written_by": OFFICE,
    "members.TaxRight.written_by": OFFICE,
    "members.Gauge.confirmed_by": OFFICE,
    "members.Proposal.by": OFFICE,
    "members.Import.by": OFFICE,
    "members.Extract.by": OFFICE,
    "members.DataRequest.answered_by": OFFICE,
    "members.Tutorship.named_by": OFFICE,
    "members.LearningSession.opened_by": OFFICE,
    "members.Exchange.opened_by": "l’échange se lit par ce que chacun et chacune y transmet",
    "members.Encounter.written_by": GROUP,
    "members.HostWords.written_by": GROUP,
    "members.Drawn.by": GROUP,
    "journal.Entry.actor": "le journal dit des actes ; il ne s’efface pas et n’a pas de mots",
    "files.Opening.by": "une ouverture se dit à la personne dont parle le fichier",
    "wordings.Wording.written_by": GROUP,
    "durations.Duration.written_by": GROUP,
    "durations.Confirmation.by": GROUP,
}
"""Columns that point at a person and speak of something else, each with why."""


def tells(*tables):
    """A higher floor adds its tables, after those of members."""
    TOLD.extend(tables)


def leaves_untold(why, *columns):
    """A higher floor says why these columns of its own are not told."""
    UNTOLD.update(dict.fromkeys(columns, why))


@chapter
def about_the_member(person):
    """Every table of TOLD, in its order."""
    return [one.chapter_of(person) for one in TOLD]


def _papers(model, rows):
    """The PDFs about these rows, as they were issued."""
    found = Document.objects.filter(
        subject_kind=model._meta.label_lower,
        subject_id__in=[one.pk for one in rows],
        state=Document.State.ISSUED,
    )
    return [(f"documents/{one.title}.pdf", bytes(one.content)) for one in found] if rows else []
