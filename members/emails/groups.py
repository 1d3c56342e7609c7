"""« Voici le groupe », what is answered, and what changes in it."""

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.cohort.sufficiency import enumerated, in_words
from members.emails.samples import sample
from members.preferences import unsubscribe, wants
from members.states import Craft, Topic


def _page(name="members:group"):
    return address(reverse(name))


def _lacks(standing):
    """What a group lacks, in words; « » when it lacks nothing that one can name."""
    lacks = [Craft(craft).label for craft in (*standing.missing, *standing.leaning)]
    if standing.to_come:
        count = standing.to_come
        lacks.insert(0, f"{in_words(count)} personne{'s' * (count > 1)}")
    return enumerated(lacks) if lacks else ""


@letter(
    "members.group_proposed",
    occasion="Quand la fondation propose le lancement, à chaque personne pressentie.",
    sample=sample(
        words="Nous croyons le moment venu. Première journée ensemble\u00a0: le 12 janvier.",
        people="huit",
        count=8,
        named="Fleur Mathet et Thuy Nguyen",
        unnamed="cinq",
        held="gestion financière, communication et fonction employeur",
    ),
)
def group_proposed(proposal, place, *, standing, named, write):
    others = standing.count - 1
    held = [row.craft.label for row in standing.functions if row.state == "covered"]
    write(
        to=place.person.letterbox,
        key=f"{proposal.pk}:{place.pk}",
        first_name=place.person.first_name,
        words=proposal.words,
        people=in_words(standing.count),
        count=standing.count,
        named=enumerated(named) if named else "",
        unnamed=in_words(others - len(named)) if others > len(named) else "",
        held=enumerated(held) if held else "",
        link=_page("members:answer"),
    )


@letter(
    "members.group_answered",
    occasion="Quand une personne pressentie consent ou objecte, à la fondation.",
    sample=sample(
        name="Thuy Nguyen",
        objects=True,
        words="Deux jours par mois ne me semblent pas tenables avant l’été.",
    ),
)
def group_answered(said, founder, *, write):
    write(
        to=founder.letterbox,
        key=f"{said.pk}:{founder.pk}",
        about=said.place.person,
        first_name=founder.first_name,
        name=said.place.person.full_name,
        objects=said.is_objection,
        words=said.words,
        link=_page(),
    )


@letter(
    "members.group_departure",
    occasion="Quand quelqu’un quitte un groupe prêt, proposé ou lancé, à la fondation.",
    sample=sample(
        name="Thuy Nguyen",
        people="sept",
        count=7,
        lacks="une personne et gestion financière",
        words="",
    ),
)
def group_departure(place, founder, standing, *, write):
    said = place.answers.order_by("pk").last()
    write(
        to=founder.letterbox,
        key=f"{place.pk}:{founder.pk}",
        about=place.person,
        first_name=founder.first_name,
        name=place.person.full_name,
        people=in_words(standing.count),
        count=standing.count,
        lacks="" if standing.is_sufficient else _lacks(standing) or "de quoi tenir",
        words=said.words if said else "",
        link=_page(),
    )


@letter(
    "members.group_changed",
    occasion="Quand une place s’est libérée, aux personnes qui connaissaient le groupe.",
    sample=sample(people="sept", count=7, is_short=True),
)
def group_changed(left, place, standing, *, write):
    if not wants(place.person, Topic.GROUP):
        return
    write(
        to=place.person.letterbox,
        key=f"{left.pk}:{place.pk}",
        first_name=place.person.first_name,
        people=in_words(standing.count),
        count=standing.count,
        is_short=not standing.is_sufficient,
        link=_page(),
        unsubscribe=unsubscribe(place.person, Topic.GROUP),
    )


@letter(
    "members.group_taken_back",
    occasion="Quand la fondation retire sa proposition, aux personnes qui l’avaient reçue.",
    sample=sample(words="Il nous manque encore un accord sur les jours\u00a0: nous y revenons."),
)
def group_taken_back(proposal, place, *, write):
    write(
        to=place.person.letterbox,
        key=f"{proposal.pk}:{place.pk}",
        first_name=place.person.first_name,
        words=proposal.reason,
        link=_page(),
    )


@letter(
    "members.group_launched",
    occasion="Quand le groupe est lancé, à chaque personne qui en est.",
    sample=sample(others="Fleur Mathet, Thomas Moreau et Thuy Nguyen"),
)
def group_launched(place, others, *, write):
    if not wants(place.person, Topic.GROUP):
        return
    write(
        to=place.person.letterbox,
        key=f"{place.pk}",
        first_name=place.person.first_name,
        others=enumerated([one.full_name for one in others]) if others else "",
        link=_page(),
        unsubscribe=unsubscribe(place.person, Topic.GROUP),
    )


@letter(
    "members.group_dissolved",
    occasion="Quand le groupe s’arrête, aux personnes qui y avaient une place.",
    sample=sample(words="Le projet de société attend un an\u00a0: nous préférons le dire."),
)
def group_dissolved(place, reason, *, write):
    write(
        to=place.person.letterbox,
        key=f"{place.pk}",
        first_name=place.person.first_name,
        words=reason,
        link=_page(),
    )
