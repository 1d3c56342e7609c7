"""What changes a circle is proposed like anything else: a need, a text, and everybody's consent."""

from django.db import transaction
from django.utils.text import Truncator

from coopstudio.french.typography import de
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import mandates
from governance.actions.circles import belonging
from governance.actions.consents.drafting import draft
from governance.actions.tensions import drop
from governance.circles import charters, mergers
from governance.events import Event
from governance.states import ProposalKind, Standing, Wish

LONGEST_TITLE = 160
WELCOMED = {
    Standing.MEMBER: "membre",
    Standing.EXPERT: "membre au titre de son expertise",
    Standing.GUEST: "personne invitée, sans position",
}


class GiveItBack(Refused):
    message = "Ce mandat est le vôtre : vous pouvez le rendre, sans l’accord de personne."


class FirstCirclesStay(Refused):
    message = "Ce cercle n’a pas de cercle parent : il n’y a personne à qui rendre ce qu’il tient."


def aim(circle, about, *, by, at, needs, review_on, aim, decides, recommends, more=""):
    """Change the aim or the domain of ``about``: it consents, and its parent too."""
    said = charters.Charter(None, aim, tuple(decides), tuple(recommends))
    return _propose(
        circle, ProposalKind.AIM, f"Le but et le domaine du cercle {about.bare}", by=by, at=at,
        needs=needs, text=f"{said.composed()}\n\n{more}".strip(), review_on=review_on,
        about_circle=about,
    )  # fmt: skip


def move(circle, about, *, by, at, needs, review_on, parent, more=""):
    """Place ``about`` in another circle: it consents, the one it leaves, and the one it joins."""
    text = f"Cercle parent : {parent}\n\n{more}".strip()
    return _propose(
        circle, ProposalKind.AIM, f"Placer le cercle {about.bare} dans {parent}", by=by, at=at,
        needs=needs, text=text, review_on=review_on, about_circle=about,
        concerns=[(parent, True, "Il accueillerait ce cercle.")],
    )  # fmt: skip


def transfer(circle, about, *, by, at, needs, review_on, domain, into, more=""):
    """Pass a subject of ``about`` to a circle beside it: both consent, and the parent of both."""
    text = f"Domaine transféré : {domain.words}\nCercle qui le reçoit : {into.name}\n\n{more}"
    what = Truncator(domain.words).chars(LONGEST_TITLE - len(f"Transférer «  » à {into}"))
    return _propose(
        circle, ProposalKind.AIM, f"Transférer « {what} » à {into}", by=by, at=at,
        needs=needs, text=text.strip(), review_on=review_on, about_circle=about,
        concerns=[(into, True, "Il recevrait ce domaine.")],
    )  # fmt: skip


def inversion(circle, about, *, by, at, needs, review_on, more=""):
    """Make of ``about`` a circle of links: whoever sits there consents, who would leave too."""
    text = f"Point d’inversion : ce cercle ne réunit plus que des liens et ses rôles.\n\n{more}"
    return _propose(
        circle, ProposalKind.AIM, f"Faire du cercle {about.bare} un cercle de liens", by=by, at=at,
        needs=needs, text=text.strip(), review_on=review_on, about_circle=about,
    )  # fmt: skip


def closing(circle, about, *, by, at, needs, text):
    """Close a circle: both consent, then each thing it holds is settled point by point."""
    if about.parent_id is None:
        raise FirstCirclesStay
    return _propose(
        circle, ProposalKind.CLOSING, f"Clore le cercle {about.bare}", by=by, at=at, needs=needs,
        text=text, about_circle=about,
    )  # fmt: skip


def merger(circle, other, *, by, at, needs, review_on, goes_on, name="", aim="", decides=None,
           recommends=None, effect_on=None, more=""):  # fmt: skip
    """Make one circle of two: ``goes_on`` holds what both held, once each consented to one text."""
    ends = other if goes_on == circle else circle
    pair = mergers.Merger(ends, goes_on)
    mergers.check_possible(pair)
    text = mergers.told(
        ends, goes_on, name=name, aim=aim, decides=decides, recommends=recommends, more=more
    )
    return _propose(
        circle, ProposalKind.MERGER, f"Fusionner {ends} avec {goes_on}", by=by, at=at,
        needs=needs, text=text, review_on=review_on, effect_on=effect_on, about_circle=other,
        concerns=_parents_of(pair),
    )  # fmt: skip


def _parents_of(pair):
    """The parent that loses a domain consents; the one that keeps both is heard."""
    parent = pair.closing.parent
    if pair.leaves:
        return [(parent, True, "Un domaine le quitte pour un autre cercle parent.")]
    if parent.pk == pair.going_on.pk:
        return []
    return [(parent, False, "Deux de ses cercles n’en feraient plus qu’un.")]


def welcome(circle, person, *, by, at, needs, standing=Standing.MEMBER):
    """Make room for somebody, who accepts or not once the circle has consented."""
    with transaction.atomic():
        proposal = _propose(
            circle, ProposalKind.MEMBER, f"Accueillir {person} dans le cercle", by=by, at=at,
            needs=needs, about_person=person,
            text=f"Le cercle {circle.bare} fait une place à {person}, comme {WELCOMED[standing]}.",
        )  # fmt: skip
        belonging.plan(circle, person, by=by, at=at, standing=standing, proposal=proposal)
    return proposal


def exclusion(circle, person, *, by, at, needs, text, term_on):
    """Ask that somebody leaves the circle, for a time: they are heard, and have no position."""
    return _propose(
        circle, ProposalKind.EXCLUSION, f"Le départ {de(person)} du cercle", by=by, at=at,
        needs=needs, text=text, about_person=person, term_on=term_on,
    )  # fmt: skip


def recall(mandate, *, by, at, needs):
    """End a mandate before its term: who holds it is heard, and has no position (E9)."""
    if by == mandate.person:
        raise GiveItBack
    if mandate.ended_on:
        raise mandates.AlreadyEnded
    circle, role = mandate.role.circle, mandate.role
    return _propose(
        circle, ProposalKind.RECALL, f"Mettre fin au mandat {de(mandate.person)}", by=by, at=at,
        needs=needs, about_person=mandate.person, about_mandate=mandate,
        text=f"Le mandat {de(mandate.person)}, « {role.name} », prend fin le jour où le cercle "
        f"{circle.bare} y consent, avant son terme du {mandate.until:%d/%m/%Y}.",
    )  # fmt: skip


def link(parent, child, person, *, by, at, needs, ends=False, election=None):
    """Welcome a link into the parent circle, or take the welcome back, and say why."""
    word = "Ne plus accueillir" if ends else "Accueillir"
    text = charters.LINK_ENDS if ends else (
        f"Le cercle {parent.bare} accueille {person}, qui y porte la voix du cercle {child.bare} "
        "et y consent, le temps de son mandat."
    )  # fmt: skip
    return _propose(
        parent, ProposalKind.LINK, f"{word} {person}, lien du cercle {child.bare}", by=by, at=at,
        needs=needs, text=text, about_circle=child, about_person=person, election=election,
    )  # fmt: skip


def _propose(circle, kind, title, *, by, at, needs, **facts):
    title = title[:LONGEST_TITLE]
    with transaction.atomic():
        tension = drop(circle, by=by, at=at, subject=title, words=needs, wish=Wish.DECIDE)
        proposal = draft(
            circle, by=by, at=at, tension=tension, kind=kind, title=title, needs=needs,
            responsible=by, **facts,
        )  # fmt: skip
        record(Event.CHANGE_PROPOSED, circle, by=by, proposal=proposal.pk)
    return proposal
