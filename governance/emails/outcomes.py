"""How a round ends, told to those whom it concerns: objections, reserves, adoption, another day."""

from datetime import date

from coopstudio.mail.api import address, letter
from governance.college import holder
from governance.emails.circle_names import called
from governance.models import Objection, Round, Seat
from governance.states import OfficeKind, RoundKind
from members.emails.samples import sample
from members.models import Person
from members.preferences import unsubscribe, wanting
from members.states import Topic

PROPOSAL = {
    "title": "Intervenir à deux chez nos clients",
    "circle": "le Cercle général",
    "of_circle": "du Cercle général",
    "carrier": "Karim Haddad",
}


@letter(
    "governance.objections_voiced",
    occasion="Quand un tour de consentement s’achève avec une objection au moins.",
    sample=sample(**PROPOSAL, authors=["Inès Da Silva"]),
)
def objections_voiced(proposal, *, write):
    opened = _last_rounds(proposal)
    still = Objection.objects.filter(round__in=opened, ended_at=None).select_related("author")
    authors = list(dict.fromkeys(one.author.full_name for one in still))
    key = f"{proposal.pk}:{proposal.beat}"
    for person in _seated(opened):
        _to(write, person, proposal, key=f"{key}:{person.pk}", authors=authors)


@letter(
    "governance.objection_heard",
    occasion="Quand une objection est reformulée : son autrice ou son auteur dit si c’est cela.",
    sample=sample(
        **PROPOSAL, by="Léonie Cordier", heard_as="Tu crains que le prix ferme la porte."
    ),
)
def objection_heard(objection, *, write):
    key = f"{objection.pk}:{objection.round.proposal.beat}"
    _to(write, objection.author, objection.round.proposal, key=key,
        by=objection.heard_by.full_name, heard_as=objection.heard_as)  # fmt: skip


@letter(
    "governance.objection_answered",
    occasion="Quand une version intègre une objection : son autrice ou son auteur le confirme.",
    sample=sample(**PROPOSAL, version=3),
)
def objection_answered(objection, *, write):
    version = objection.integrated_in
    _to(write, objection.author, version.proposal, key=f"{objection.pk}:{version.pk}",
        version=version.number)  # fmt: skip


@letter(
    "governance.reserved",
    occasion="Quand une proposition est adoptée sous réserve : à chaque personne absente.",
    sample=sample(**PROPOSAL, day=date(2026, 12, 3)),
)
def reserved(proposal, missing, *, write):
    for seat in missing:
        link = f"{proposal.get_absolute_url()}rattrapage/"
        _to(write, seat.person, proposal, key=f"{seat.pk}", link=link)


@letter(
    "governance.round_again",
    occasion="Quand quelqu’un quitte le cercle sans avoir parlé : à qui reste, le tour reprend.",
    sample=sample(**PROPOSAL, gone="Yann Le Goff", ends_at=None),
)
def round_again(opened, *, gone, write):
    for seat in opened.seats.select_related("person"):
        _to(write, seat.person, opened.proposal, key=f"{seat.pk}", gone=gone.full_name,
            ends_at=opened.ends_at)  # fmt: skip


@letter(
    "governance.voices_missing",
    occasion="Quand un texte est adopté sous réserve : à qui mène le cercle, pour appeler.",
    sample=sample(**PROPOSAL, missing=["Yann Le Goff", "Bastien Jacquot"]),
)
def voices_missing(proposal, missing, *, on, write):
    leader = holder(proposal.circle, OfficeKind.LEADER, on=on)
    if leader and leader not in {seat.person for seat in missing}:
        _to(write, leader, proposal, key=f"{proposal.pk}:{proposal.beat}",
            link=f"{proposal.get_absolute_url()}rattrapage/",
            missing=[seat.person.full_name for seat in missing])  # fmt: skip


@letter(
    "governance.adopted",
    occasion="Quand une décision est adoptée : aux personnes des cercles qui y ont consenti.",
    sample=sample(**PROPOSAL, code="CG-2026-014", review_on=date(2027, 12, 2), objections=1,
                  effect_on=date(2027, 1, 4)),
)  # fmt: skip
def adopted(decision, *, write):
    proposal = decision.proposal
    if proposal.election_id and proposal.circle_id == proposal.election.circle_id:
        return  # « elected » tells it, with the name
    kept = Objection.objects.filter(integrated_in__proposal=proposal).count()
    for person in _wanting(_seated(_last_rounds(proposal))):
        _to(
            write, person, proposal, key=f"{decision.pk}:{person.pk}", code=decision.code,
            review_on=decision.review_on, effect_on=decision.effect_on, objections=kept,
            parts=proposal.parts,
            link=decision.get_absolute_url(), is_owed=False,
        )  # fmt: skip


@letter(
    "governance.proposal_postponed",
    occasion="Quand une proposition déjà ouverte est reportée.",
    sample=sample(**PROPOSAL, to_day=date(2027, 1, 14), reason="Nous manquons de chiffres."),
)
def proposal_postponed(proposal, *, write):
    key = f"{proposal.pk}:{proposal.beat}"
    for person in _wanting(_asked_once(proposal)):
        _to(write, person, proposal, key=f"{key}:{person.pk}", to_day=proposal.postponed_to,
            reason=proposal.reason, is_owed=False)  # fmt: skip


@letter(
    "governance.proposal_withdrawn",
    occasion="Quand qui porte une proposition la retire.",
    sample=sample(**PROPOSAL, reason="Une autre piste est née de vos réactions."),
)
def proposal_withdrawn(proposal, *, write):
    for person in _wanting(_asked_once(proposal)):
        _to(write, person, proposal, key=f"{proposal.pk}:{person.pk}", reason=proposal.reason,
            is_owed=False)  # fmt: skip


@letter(
    "governance.proposal_stopped",
    occasion="Quand un cercle se clôt : à qui y portait une proposition, et à qui l’avait lue.",
    sample=sample(**PROPOSAL, reason="Le cercle s’est clos avant d’en décider."),
)
def proposal_stopped(proposal, *, was_read, write):
    """``was_read``: it was no draft, which only who carries it knows."""
    readers = _wanting(_asked_once(proposal)) if was_read else []
    for person in [proposal.carrier, *readers]:
        _to(write, person, proposal, key=f"{proposal.pk}:{person.pk}", reason=proposal.reason,
            is_owed=person == proposal.carrier)  # fmt: skip


def _last_rounds(proposal):
    version = proposal.versions.current()
    return Round.objects.standing().filter(kind=RoundKind.CONSENT, version=version)


def _wanting(people):
    """Those who wish to be written to about the life of their circles."""
    return wanting(people, Topic.CIRCLES)


def _seated(opened):
    asked = Seat.objects.filter(round__in=opened).values("person")
    return Person.objects.filter(pk__in=asked).order_by("pk")


def _asked_once(proposal):
    """Whoever was asked something of it, but who carries it."""
    return _seated(proposal.rounds.all()).exclude(pk=proposal.carrier_id)


def _to(write, person, proposal, *, key, link="", is_owed=True, **more):
    """``is_owed``: nobody may silence it, for something waits for this person."""
    write(
        to=person.letterbox,
        key=key,
        about=proposal,
        first_name=person.first_name,
        title=proposal.title,
        **called(proposal.circle),
        carrier=proposal.carrier.full_name,
        link=address(link or proposal.get_absolute_url()),
        unsubscribe="" if is_owed else unsubscribe(person, Topic.CIRCLES),
        **more,
    )
