"""Learning from each other: exchanges and sessions, with their entries for diaries."""

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample
from members.learning import diary
from members.preferences import unsubscribe, wants
from members.states import Topic

HOUR = "2026-12-03T18:00:00+01:00"
WHERE = {"place": "12 rue Monge, Dijon", "is_remote": False, "minutes": 120}
SESSION = {"title": "Lire un bilan sans avoir peur", "at": HOUR, **WHERE}
STRANDS = [
    {"giver": "Odile", "taker": "Noémie", "craft": "médiation"},
    {"giver": "Noémie", "taker": "Lan", "craft": "facilitation"},
    {"giver": "Lan", "taker": "Odile", "craft": "gestion financière"},
]
CONTACTS = [
    {"name": "Odile D’Almeida", "email": "odile@exemple.fr"},
    {"name": "Lan Nguyễn Thị", "email": "lan@exemple.fr"},
]


# --- exchanges ---


@letter(
    "members.exchange_offered",
    occasion="Quand une personne propose un échange de savoir-faire, aux autres de cet échange.",
    sample=sample(by="Odile", strands=STRANDS, people=3),
)
def exchange_offered(exchange, partner, *, write):
    """Who silenced the topic finds it on their home page."""
    if not wants(partner.person, Topic.LEARNING):
        return
    write(
        to=partner.person.letterbox,
        key=f"{partner.pk}",
        about=exchange,
        first_name=partner.person.first_name,
        by=exchange.opened_by.first_name,
        strands=_strands(exchange),
        people=exchange.partners.count(),
        link=address(reverse("members:exchange", args=[exchange.pk])),
        unsubscribe=unsubscribe(partner.person, Topic.LEARNING),
    )


@letter(
    "members.exchange_agreed",
    occasion="Quand tout le monde a dit oui à un échange de savoir-faire, à chaque personne.",
    sample=sample(strands=STRANDS, contacts=CONTACTS),
)
def exchange_agreed(exchange, partner, *, write):
    others = [one.person for one in exchange.partners.select_related("person")]
    write(
        to=partner.person.letterbox,
        key=f"{partner.pk}",
        about=exchange,
        first_name=partner.person.first_name,
        strands=_strands(exchange),
        contacts=[
            {"name": one.full_name, "email": one.email}
            for one in others
            if one.pk != partner.person_id
        ],
        link=address(reverse("members:exchange", args=[exchange.pk])),
    )


@letter(
    "members.exchange_closed",
    occasion="Quand un échange ne se fait pas, à qui avait dit oui ; sans dire qui n’a pas voulu.",
    sample=sample(strands=STRANDS),
)
def exchange_closed(exchange, partner, *, write):
    write(
        to=partner.person.letterbox,
        key=f"{partner.pk}",
        about=exchange,
        first_name=partner.person.first_name,
        strands=_strands(exchange),
        link=address(reverse("members:learning")),
    )


def _strands(exchange):
    legs = exchange.legs.select_related("giver", "taker")
    return [
        {
            "giver": leg.giver.first_name,
            "taker": leg.taker.first_name,
            "craft": leg.get_craft_display(),
        }
        for leg in legs
    ]


# --- sessions ---


def _told(session):
    return {
        "title": session.title,
        "at": session.at,
        "place": session.place,
        "is_remote": session.is_remote,
        "minutes": session.minutes,
        "link": diary.page_of(session),
    }


@letter(
    "members.session_led",
    occasion="Quand une personne ouvre une séance, ou accepte de l’animer ; pour son agenda.",
    sample=sample(**SESSION),
)
def session_led(session, trainer, *, at, write):
    write(
        to=trainer.letterbox,
        key=f"{session.pk}:{trainer.pk}",
        about=session,
        calendar=diary.request(session, trainer, at=at),
        first_name=trainer.first_name,
        **_told(session),
    )


@letter(
    "members.session_led_too",
    occasion="Quand une deuxième personne anime une séance, à qui l’a ouverte.",
    sample=sample(by="Maheswaran", **SESSION),
)
def session_led_too(session, trainer, *, write):
    write(
        to=session.opened_by.letterbox,
        key=f"{session.pk}:{trainer.pk}",
        about=session,
        first_name=session.opened_by.first_name,
        by=f"{trainer}",
        **_told(session),
    )


@letter(
    "members.session_announced",
    until="Une fois par séance.",
    occasion="Quand une séance s’ouvre, à qui veut apprendre ce savoir-faire.",
    sample=sample(craft="gestion financière", by="Lan Nguyễn Thị", **SESSION),
)
def session_announced(session, person, *, write):
    write(
        to=person.letterbox,
        key=f"{session.pk}:{person.pk}",
        about=session,
        first_name=person.first_name,
        craft=session.get_craft_display(),
        by=f"{session.opened_by}",
        unsubscribe=unsubscribe(person, Topic.LEARNING),
        **_told(session),
    )


@letter(
    "members.session_moved",
    occasion="Quand une séance change d’heure, de lieu, de durée ou de titre.",
    sample=sample(was="2026-12-02T18:00:00+01:00", **SESSION),
)
def session_moved(session, person, *, was, at, write):
    write(
        to=person.letterbox,
        key=f"{session.pk}:{session.sequence}:{person.pk}",
        about=session,
        calendar=diary.request(session, person, at=at),
        first_name=person.first_name,
        was=was if was != session.at else "",
        **_told(session),
    )


@letter(
    "members.session_called_off",
    occasion="Quand une séance est annulée, à qui devait y être ou attendait une place.",
    sample=sample(is_expected=True, **SESSION),
)
def session_called_off(session, person, *, at, is_expected=True, write):
    write(
        to=person.letterbox,
        key=f"{session.pk}:{person.pk}",
        about=session,
        calendar=diary.cancel(session, person, at=at) if is_expected else "",
        first_name=person.first_name,
        is_expected=is_expected,
        **_told(session) | {"link": address(reverse("members:sessions"))},
    )


@letter(
    "members.session_ahead",
    until="Une fois, à qui est inscrit, sauf si la séance est annulée.",
    occasion="Deux jours avant une séance, à qui anime et à qui vient.",
    sample=sample(**SESSION),
)
def session_ahead(session, person, *, write):
    write(
        to=person.letterbox,
        key=f"{session.pk}:{session.at.isoformat()}:{person.pk}",
        about=session,
        first_name=person.first_name,
        unsubscribe=unsubscribe(person, Topic.MEETINGS),
        **_told(session),
    )


# --- seats ---


@letter(
    "members.seat_taken",
    occasion="Quand une personne prend place dans une séance ; pour son agenda.",
    sample=sample(**SESSION),
)
def seat_taken(seat, *, at, write):
    _with_entry(seat, at, write)


@letter(
    "members.seat_freed",
    occasion="Quand une place se libère, à qui attendait depuis le plus longtemps.",
    sample=sample(**SESSION),
)
def seat_freed(seat, *, at, write):
    _with_entry(seat, at, write)


def _with_entry(seat, at, write):
    write(
        to=seat.person.letterbox,
        key=f"{seat.pk}",
        about=seat.session,
        calendar=diary.request(seat.session, seat.person, at=at),
        first_name=seat.person.first_name,
        **_told(seat.session),
    )


@letter(
    "members.seat_waits",
    occasion="Quand une personne s’inscrit en liste d’attente d’une séance.",
    sample=sample(**SESSION),
)
def seat_waits(seat, *, at, write):
    write(
        to=seat.person.letterbox,
        key=f"{seat.pk}",
        about=seat.session,
        first_name=seat.person.first_name,
        **_told(seat.session),
    )


@letter(
    "members.seat_left",
    occasion="Quand une personne rend sa place ; la séance sort de son agenda.",
    sample=sample(**SESSION),
)
def seat_left(seat, *, at, write):
    write(
        to=seat.person.letterbox,
        key=f"{seat.pk}",
        about=seat.session,
        calendar=diary.cancel(seat.session, seat.person, at=at),
        first_name=seat.person.first_name,
        **_told(seat.session),
    )


@letter(
    "members.seat_learnt",
    occasion="Après une séance, à chaque personne présente : ce qu’elle sait faire maintenant.",
    sample=sample(**SESSION),
)
def seat_learnt(seat, *, write):
    write(
        to=seat.person.letterbox,
        key=f"{seat.pk}",
        about=seat.session,
        first_name=seat.person.first_name,
        **_told(seat.session)
        | {"link": address(reverse("members:learnt", args=[seat.session_id]))},
    )
