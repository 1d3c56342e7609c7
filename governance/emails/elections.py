"""Letters of an election: what is awaited of somebody, then whom the circle chose.

None says whom somebody named, nor that somebody else has or has not folded a ballot yet.
"""

from datetime import date

from coopstudio.mail.api import address, letter
from governance.circles.naming import the
from members.emails.samples import sample

ABOUT = {"role": "la facilitation", "circle": "le cercle Accueil"}
CLOSES_AT = "2026-12-03T18:00:00+01:00"
AWAITED = {
    "agreement": "votre accord",
    "criteria": "vos critères",
    "confirmation": "le nom que vous gardez, ou dont vous changez",
}


@letter(
    "governance.election_awaits",
    occasion="Quand une élection à distance attend un mot de chaque personne du cercle.",
    sample=sample(awaited=AWAITED["criteria"], **ABOUT),
)
def election_awaits(election, seat, awaited, *, write):
    """``awaited``: a key of AWAITED."""
    _write(write, election, seat.person, key=f"{seat.pk}", awaited=AWAITED[awaited])


@letter(
    "governance.role_to_tell",
    occasion="Quand une élection s’ouvre, à la personne qui tient le rôle ou l’a tenu.",
    sample=sample(**ABOUT),
)
def role_to_tell(election, person, *, write):
    _write(write, election, person, key=f"{election.pk}")


@letter(
    "governance.ballots_open",
    occasion="Quand les bulletins d’une élection à distance sont distribués.",
    sample=sample(closes_at=CLOSES_AT, is_secret=False, **ABOUT),
)
def ballots_open(election, seat, *, write):
    _write(
        write,
        election,
        seat.person,
        key=f"{seat.pk}",
        closes_at=_hour(seat.round.closes_at),
        is_secret=election.is_secret,
    )


@letter(
    "governance.ballot_awaited",
    until="Une fois, et seulement à qui n’a pas plié son bulletin.",
    occasion="Quand un bulletin manque encore, à cette personne seulement.",
    sample=sample(closes_at=CLOSES_AT, **ABOUT),
)
def ballot_awaited(election, seat, *, once, write):
    """``once``: the day on which somebody asked for it, or what the clock calls it."""
    _write(
        write,
        election,
        seat.person,
        key=f"{seat.pk}:{once}",
        closes_at=_hour(seat.round.closes_at),
    )


@letter(
    "governance.wording_asked",
    occasion="Quand qui facilite une élection à distance demande à quelqu’un de formuler.",
    sample=sample(by="Zoé Étienne", **ABOUT),
)
def wording_asked(election, person, *, by, write):
    key = f"{election.pk}:{person.pk}:{election.beat}"
    _write(write, election, person, key=key, by=f"{by}")


@letter(
    "governance.elected",
    occasion="Quand un cercle a élu quelqu’un, à chaque personne du cercle.",
    sample=sample(
        elected="Claire Pernot", is_me=False, until=date(2027, 12, 2), waits_for="", **ABOUT
    ),
)
def elected(election, person, *, elected, until, write):
    """``waits_for``: the other circle, whose acceptance a link still needs."""
    other = election.other_circle
    _write(
        write,
        election,
        person,
        key=f"{election.pk}:{elected.pk}:{until}:{person.pk}",
        elected=f"{elected}",
        is_me=person == elected,
        until=until,
        waits_for=the(other) if other else "",
    )


def _write(write, election, person, *, key, **more):
    """What each letter says: to whom, of which role in which circle, and where."""
    return write(
        to=person.letterbox,
        key=key,
        about=person,
        first_name=person.first_name,
        role=election.role.name,
        circle=the(election.circle),
        link=address(election.get_absolute_url()),
        **more,
    )


def _hour(moment):
    return moment.isoformat() if moment else ""
