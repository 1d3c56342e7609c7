"""The letters of whom a text touches elsewhere, and of what is asked beside the rounds."""

from coopstudio.mail.api import letter
from governance.college import college
from governance.consents.facilitating import facilitator_of, room_of
from governance.emails.consents import PROPOSAL, _to
from members.emails.samples import sample


@letter(
    "governance.circle_asked",
    occasion="Quand un texte est lu, qui touche un autre cercle : à qui y facilite, ou à chacun.",
    sample=sample(
        **PROPOSAL, yours="Cercle Mission", consents=False, why="L’accueil y est en jeu."
    ),
)
def circles_asked(proposal, *, on, write):
    """Once for each version: what was said of another one is said again."""
    version = proposal.versions.current()
    waiting = proposal.concerns.exclude(must_consent=False, heard_at__isnull=False)
    for concern in waiting.select_related("circle"):
        named = facilitator_of(proposal, on=on, circle=concern.circle)
        people = [named] if named else [one.person for one in college(concern.circle, on=on)]
        for person in people:
            if person != proposal.carrier:
                _to(write, person, proposal, key=f"{version.pk}:{concern.circle_id}:{person.pk}",
                    yours=concern.circle.name, consents=concern.must_consent,
                    why=concern.why)  # fmt: skip


@letter(
    "governance.text_heard",
    occasion="Quand un cercle ou des personnes touchées ont été entendus : à qui porte le texte.",
    sample=sample(**PROPOSAL, by="Léonie Cordier", who="Les locataires du rez-de-chaussée"),
)
def text_heard(proposal, *, by, who, write):
    """Who was heard, and not what was said: it stands on the page of the text."""
    if by != proposal.carrier:
        _to(write, proposal.carrier, proposal, key=f"{proposal.pk}:{proposal.beat}",
            by=by.full_name, who=who)  # fmt: skip


@letter(
    "governance.other_pole",
    occasion="Quand un tour d’échange est proposé hors réunion : à qui est donné l’autre pôle.",
    sample=sample(**PROPOSAL, pole="rôle social"),
)
def other_pole(proposal, offered, *, by, write):
    """In a meeting everybody is there already."""
    if room_of(proposal, proposal.circle):
        return
    for swap in offered:
        if swap.person != by:
            _to(write, swap.person, proposal, key=f"{swap.pk}", pole=swap.name)
