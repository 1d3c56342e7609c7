"""What governance holds of somebody, for their own folder, and what becomes of it.

Nobody is erased who has been a member: what a circle lived stays, under the name that the register
keeps. A guest who asks to be erased leaves rows without a name.
"""

from governance import models as g
from members.rights.fates import DONE, goes, stays
from members.telling import GIVEN, GROUP, OFFICE, Told, leaves_untold, tells

LIVED = "un cercle garde ce qu’il a vécu ; la personne effacée n’y a plus de nom"

tells(
    Told(g.CircleMember, "person", "Vos cercles", of="circle"),
    Told(g.CircleInvitation, "person", "Les cercles qui vous ont fait une place", of="circle"),
    Told(g.Leave, "person", "Vos congés de cercle", GIVEN, of="circle"),
    Told(g.Mandate, "person", "Vos mandats", of="role"),
    Told(g.Link, "person", "Les liens que vous portez"),
    Told(g.Tension, "by", "Les tensions que vous avez déposées", GIVEN, of="circle"),
    Told(g.Proposal, "carrier", "Les propositions que vous portez", GIVEN, of="circle"),
    Told(g.Version, "by", "Les textes que vous avez écrits", GIVEN, of="proposal"),
    Told(g.Seat, "person", "Les tours où vous aviez une place", of="round"),
    Told(g.Turn, "seat__person", "Ce que vous avez dit dans un tour", GIVEN),
    Told(g.Position, "seat__person", "Vos positions", GIVEN),
    Told(g.Objection, "author", "Vos objections", GIVEN),
    Told(g.Hesitation, "person", "Vos hésitations", GIVEN),
    Told(g.Nomination, "seat__person", "Qui vous avez nommé, et pourquoi", GIVEN),
    Told(g.Criterion, "by", "Les critères que vous avez proposés", GIVEN, of="election"),
    Told(g.Presence, "person", "Vos présences", of="meeting"),
    Told(g.Coming, "person", "Vos réponses aux réunions", GIVEN, of="meeting"),
    Told(g.Report, "by", "Les nouvelles que vous avez portées", GIVEN, of="meeting"),
    Told(g.Deed, "person", "Les actions dont vous vous chargez", of="circle"),
    Told(g.Diary, "person", "Votre calendrier personnel", but=("key",)),
    Told(g.Digest, "person", "Votre lettre des cercles"),
    Told(g.LearningMode, "person", "Votre mode d’apprentissage"),
    Told(g.Reading, "by", "Les mesures que vous avez relevées", GIVEN, of="measure"),
)
leaves_untold(
    OFFICE,
    "governance.Circle.referent",
    "governance.CircleInvitation.by",
    "governance.Tension.settled_by",
    "governance.Meeting.facilitator",
    "governance.Meeting.secretary",
    "governance.Meeting.asked_facilitator",
    "governance.Meeting.asked_secretary",
    "governance.Meeting.by",
    "governance.Round.opened_by",
    "governance.Election.facilitator",
    "governance.Election.by",
    "governance.Election.asked",
    "governance.Election.told_by",
    "governance.LegalAct.by",
    "governance.Deed.by",
    "governance.Deed.ended_by",
    "governance.Step.done_by",
    "governance.Measure.who",
    "governance.Version.responsible",
)
leaves_untold(
    GROUP,
    "governance.Proposal.about_person",
    "governance.Item.carrier",
    "governance.Objection.heard_by",
    "governance.Hesitation.to",
    "governance.Review.by",
    "governance.Turn.by",
    "governance.Position.by",
)
leaves_untold(
    "ce que d’autres ont dit de vous en vous nommant se lit dans l’élection, avec leur nom",
    "governance.Nomination.person",
)
goes("governance.Diary.person", "governance.Digest.person", "governance.LearningMode.person")
stays(
    LIVED,
    "governance.CircleMember.person",
    "governance.CircleInvitation.person",
    "governance.Leave.person",
    "governance.Mandate.person",
    "governance.Link.person",
    "governance.Tension.by",
    "governance.Proposal.carrier",
    "governance.Proposal.about_person",
    "governance.Version.by",
    "governance.Version.responsible",
    "governance.Measure.who",
    "governance.Seat.person",
    "governance.Turn.by",
    "governance.Position.by",
    "governance.Objection.author",
    "governance.Hesitation.person",
    "governance.Nomination.person",
    "governance.Criterion.by",
    "governance.Presence.person",
    "governance.Coming.person",
    "governance.Report.by",
    "governance.Deed.person",
    "governance.Item.carrier",
    "governance.Circle.referent",
)
stays(
    DONE,
    "governance.Hesitation.to",
    "governance.CircleInvitation.by",
    "governance.Tension.settled_by",
    "governance.Meeting.facilitator",
    "governance.Meeting.secretary",
    "governance.Meeting.asked_facilitator",
    "governance.Meeting.asked_secretary",
    "governance.Meeting.by",
    "governance.Round.opened_by",
    "governance.Election.facilitator",
    "governance.Election.by",
    "governance.Election.asked",
    "governance.Election.told_by",
    "governance.LegalAct.by",
    "governance.Deed.by",
    "governance.Deed.ended_by",
    "governance.Step.done_by",
    "governance.Objection.heard_by",
    "governance.Review.by",
    "governance.Reading.by",
)
