"""The letters of a proposal on its way: to read, to react, to consent, and only to those awaited.

A sealed position is never told: letters say that somebody is awaited, never what somebody said,
before the seal of the round opens.
"""

from datetime import datetime
from zlib import crc32
from zoneinfo import ZoneInfo

from coopstudio.mail.api import address, letter
from coopstudio.mail.models import Letter
from governance.consents.facilitating import facilitator_of
from governance.emails.circle_names import called
from governance.models import Round
from governance.states import RoundKind
from members.emails.samples import sample

ENDS_AT = datetime(2026, 12, 5, 18, tzinfo=ZoneInfo("Europe/Paris"))
PROPOSAL = {
    "title": "Intervenir à deux chez nos clients",
    "circle": "le Cercle général",
    "of_circle": "du Cercle général",
    "carrier": "Karim Haddad",
}
REMINDER = "governance.consent_reminder"


@letter(
    "governance.to_read",
    occasion="Quand une proposition s’ouvre à distance : le texte est à lire.",
    sample=sample(**PROPOSAL, ends_at=ENDS_AT),
)
def to_read(proposal, *, write):
    _ask(proposal, RoundKind.CLARIFICATION, write)


@letter(
    "governance.to_react",
    occasion="Quand le tour de réactions s’ouvre à distance.",
    sample=sample(**PROPOSAL, ends_at=ENDS_AT),
)
def to_react(proposal, *, write):
    _ask(proposal, RoundKind.REACTIONS, write)


@letter(
    "governance.to_consent",
    occasion="Quand un tour de consentement s’ouvre à distance.",
    sample=sample(**PROPOSAL, ends_at=ENDS_AT, version=3),
)
def to_consent(proposal, *, write):
    _ask(proposal, RoundKind.CONSENT, write, version=proposal.versions.current().number)


@letter(
    REMINDER,
    until="Deux fois au plus par tour, et seulement à qui manque encore.",
    occasion="Deux jours avant la fin d’un tour à distance, puis le dernier jour : à qui manque.",
    sample=sample(**PROPOSAL, ends_at=ENDS_AT, words=False),
)
def consent_reminder(seat, *, day, write):
    opened = seat.round
    _to(write, seat.person, opened.proposal, key=f"{seat.pk}:{day}", ends_at=opened.ends_at,
        words=opened.kind != RoundKind.CONSENT)  # fmt: skip


def reminders_of(seat, *, before):
    """How many times this seat was reminded before that hour: a policy deems nobody who was not."""
    written = Letter.objects.filter(kind=REMINDER, written_at__lte=before)
    return written.filter(key__startswith=f"{REMINDER}:{seat.pk}:").count()


@letter(
    "governance.window_extended",
    until="Une fois par tour.",
    occasion="Quand un tour à distance est prolongé, une fois : à qui manque encore.",
    sample=sample(**PROPOSAL, ends_at=ENDS_AT),
)
def window_extended(opened, *, write):
    for seat in opened.seats.silent_in(opened).select_related("person"):
        _to(write, seat.person, opened.proposal, key=f"{seat.pk}", ends_at=opened.ends_at)


@letter(
    "governance.to_meeting",
    until="Une fois, quand le tour passe en réunion.",
    occasion="Quand une proposition quitte la distance pour la prochaine réunion.",
    sample=sample(**PROPOSAL, by="Inès Da Silva", reason="J’ai besoin d’entendre vos voix."),
)
def to_meeting(proposal, *, by, write):
    told = Round.objects.filter(proposal=proposal, is_async=True).order_by("-pk").first()
    for seat in told.seats.select_related("person") if told else ():
        if seat.person != by:
            _to(write, seat.person, proposal, key=f"{seat.pk}", reason=proposal.reason,
                by=by.full_name if by else "")  # fmt: skip


@letter(
    "governance.to_arbitrate",
    occasion="Quand les réactions sont là : à qui porte la proposition.",
    sample=sample(**PROPOSAL),
)
def to_arbitrate(proposal, *, write):
    key = f"{proposal.pk}:{proposal.beat}"
    _to(write, proposal.carrier, proposal, key=key)


@letter(
    "governance.held_back",
    until="Une fois par texte et par empêchement.",
    occasion="Quand chaque voix consent et que l’adoption est retenue : à qui porte, et facilite.",
    sample=sample(**PROPOSAL, why="Ce rôle est déjà tenu."),
)
def held_back(proposal, *, on, write):
    """Somebody knows it, and what may be done: nobody has to come upon it on a page."""
    version = proposal.versions.current().pk
    for person in {proposal.carrier, facilitator_of(proposal, on=on)} - {None}:
        key = f"{version}:{crc32(proposal.held_back.encode())}:{person.pk}"
        _to(write, person, proposal, key=key, why=proposal.held_back)


@letter(
    "governance.distance_wished",
    occasion="Quand qui porte une proposition voudrait la traiter à distance : à qui facilite.",
    sample=sample(**PROPOSAL),
)
def distance_wished(proposal, *, on, write):
    person = facilitator_of(proposal, on=on)
    if person and person != proposal.carrier:
        _to(write, person, proposal, key=f"{proposal.pk}:{proposal.beat}")


@letter(
    "governance.hesitation",
    occasion="Quand quelqu’un confie une hésitation : à la personne qui facilite, et à elle seule.",
    sample=sample(**PROPOSAL),
    secret=True,
)
def hesitation(hesitation, *, write):
    """Neither the name nor the words are written here: they stand on the page of one person."""
    _to(write, hesitation.to, hesitation.round.proposal, key=f"{hesitation.pk}")


@letter(
    "governance.said_for_you",
    occasion="Quand la position dite à voix haute est notée par quelqu’un d’autre.",
    sample=sample(**PROPOSAL, by="Léonie Cordier", said="Je consens"),
)
def said_for_you(position, *, write):
    seat = position.seat
    said = "Je consens" if position.kind == "consent" else "J’ai une objection"
    _to(write, seat.person, seat.round.proposal, key=f"{position.pk}", said=said,
        by=position.by.full_name)  # fmt: skip


def _ask(proposal, kind, write, **more):
    """To every seat that is asked in the open rounds of this kind."""
    for opened in proposal.rounds.open().filter(kind=kind):
        for seat in opened.seats.silent_in(opened).select_related("person"):
            _to(write, seat.person, proposal, key=f"{seat.pk}", ends_at=opened.ends_at, **more)


def _to(write, person, proposal, *, key, link="", **more):
    write(
        to=person.letterbox,
        key=key,
        about=proposal,
        first_name=person.first_name,
        title=proposal.title,
        **called(proposal.circle),
        carrier=proposal.carrier.full_name,
        link=address(link or proposal.get_absolute_url()),
        **more,
    )
