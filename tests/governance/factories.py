"""Circles with their people, and texts on their way, made in one line on days that never change."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from governance import secret
from governance.actions import rounds
from governance.models import (
    Circle,
    CircleMember,
    CircleRole,
    Deed,
    Diary,
    Election,
    Instance,
    Item,
    Link,
    Mandate,
    Meeting,
    Presence,
    Proposal,
    RoleTask,
    Step,
    Tension,
    Version,
)
from governance.states import (
    CircleKind,
    CircleState,
    ElectionState,
    ItemState,
    LinkKind,
    MeetingState,
    OfficeKind,
    RoundKind,
)
from tests.members.factories import PARIS, member

BEGAN_ON = date(2026, 3, 2)
AT = datetime(2026, 10, 5, 14, 30, tzinfo=PARIS)
TODAY = AT.date()
FAR = date(2099, 1, 1)
NAMES = ["Fleur", "Thomas", "Aïcha", "Karim", "Inès", "Yann", "Léonie", "Ousmane"]


def instance(name="Coop Studio"):
    found, _ = Instance.objects.get_or_create(
        name=name, defaults={"rank": Instance.objects.count() + 1}
    )
    return found


def circle(name="Cercle général", *, people=3, parent=None, prefix=None, **facts):
    """A living circle and its members: ``people`` new members, or the list that is given."""
    facts.setdefault("kind", CircleKind.WORKING if parent else CircleKind.MISSION)
    facts.setdefault("state", CircleState.ACTIVE)
    made = Circle.objects.create(
        instance=facts.pop("instance", None) or instance(),
        name=name,
        prefix=prefix or f"C{Circle.objects.count() + 1}",
        aim="Faire de Coop Studio une œuvre commune.",
        parent=parent,
        **facts,
    )
    if isinstance(people, int):
        people = [member(name, "Roux") for name in NAMES[:people]]
    for one in people:
        joins(one, made)
    return made


def joins(person, circle, *, since=BEGAN_ON, **facts):
    return CircleMember.objects.create(circle=circle, person=person, since=since, **facts)


def people_of(circle):
    return [one.person for one in circle.members.order_by("pk")]


def entrust(person, circle, kind=OfficeKind.FACILITATOR, *, since=BEGAN_ON, until=date(2027, 3, 2)):
    """A mandate of this kind in the circle."""
    role, _ = CircleRole.objects.get_or_create(
        circle=circle, kind=kind, defaults={"name": OfficeKind(kind).label}
    )
    return Mandate.objects.create(role=role, person=person, since=since, until=until)


def link(person, child, *, kind=LinkKind.SECOND, since=BEGAN_ON, until=date(2027, 3, 2)):
    """This person sits in the child's parent too."""
    office = OfficeKind.LEADER if kind == LinkKind.FIRST else OfficeKind.DELEGATE
    return Link.objects.create(
        child=child,
        parent=child.parent,
        kind=kind,
        person=person,
        mandate=entrust(person, child, office, since=since, until=until),
        since=since,
        until=until,
        accepted_on=since,
        consented_on=since,
    )


def tension(circle, *, by=None, **facts):
    facts = {"subject": "Qui signe les devis ?", "words": "Personne ne sait.", "at": AT} | facts
    return Tension.objects.create(circle=circle, by=by or people_of(circle)[0], **facts)


def proposal(circle, *, carrier=None, **facts):
    carrier = carrier or people_of(circle)[0]
    facts = {"title": "Signer un devis à deux", "created_at": AT, "moved_at": AT} | facts
    facts["tension"] = facts.get("tension") or tension(circle, by=carrier)
    return Proposal.objects.create(circle=circle, carrier=carrier, **facts)


def version(proposal, number=1, **facts):
    facts = {
        "needs": "Savoir qui engage le cercle.",
        "text": "Au-delà de 800 €, deux personnes signent.",
        "responsible": proposal.carrier,
        "review_on": date(2027, 4, 1),
        "by": proposal.carrier,
        "at": AT,
    } | facts
    return Version.objects.create(proposal=proposal, number=number, **facts)


def consent_round(version, *, circle=None, at=AT, **about):
    """An open round of consent on this version."""
    carried = version.proposal
    return rounds.open_round(
        circle or carried.circle,
        RoundKind.CONSENT,
        by=carried.carrier,
        at=at,
        proposal=carried,
        version=version,
        **about,
    )


def everyone(opened, kind="consent", *, at=AT + timedelta(minutes=5)):
    """Every seat takes this position, in order."""
    for seat in opened.seats.all():
        rounds.take_position(seat, by=seat.person, at=at, kind=kind)


def meeting(circle, *, by=None, opened=None):
    """(a convened meeting, its subject); ``opened``: who is there, the agenda consented to."""
    now = timezone.now()
    by = by or people_of(circle)[0]
    facts = {"circle": circle, "by": by, "place": "Dijon", "convened_at": now}
    if opened:
        facts |= {"state": MeetingState.AGREED, "opened_at": now, "agreed_at": now}
    made = Meeting.objects.create(
        **{"state": MeetingState.CONVENED} | facts, at=now + timedelta(days=3)
    )
    for person in opened or []:
        Presence.objects.create(meeting=made, person=person, arrived_at=now)
    return made, Item.objects.create(
        meeting=made, rank=1, subject="Les clés", wish="explore", agreed_at=opened and now
    )


def room_for(proposal, there=None, *, circle=None):
    """A meeting of its circle, open, whose point under way is this text; ``there``: who is in it,
    everybody otherwise. Whoever holds an office of the circle holds it there."""
    here = circle or proposal.circle
    made, item = meeting(here, by=proposal.carrier, opened=there or people_of(here))
    item.proposal, item.state = proposal, ItemState.CURRENT
    item.save()
    return made


def at_ballots(circle):
    """An election of the circle's secretary whose ballots are handed out."""
    first = people_of(circle)[0]
    role, _ = CircleRole.objects.get_or_create(
        circle=circle, kind=OfficeKind.SECRETARY, defaults={"name": "Secrétariat"}
    )
    election = Election.objects.create(
        circle=circle, role=role, state=ElectionState.BALLOTS, by=first, at=AT, moved_at=AT
    )
    election.criteria.create(words="Oser apporter un désaccord", by=first, kept_at=AT)
    rounds.open_round(circle, RoundKind.NOMINATION, by=first, at=AT, election=election)
    return election


def asked(circle, person):
    """An action to do, one that is done, and a task of a role that this person holds."""
    facts = {"circle": circle, "person": person, "due_on": TODAY, "by": person, "at": AT}
    to_do = Deed.objects.create(words="Appeler la mairie", **facts)
    done = Deed.objects.create(
        words="Écrire au maire", state="done", ended_at=AT, ended_by=person, **facts
    )
    role = CircleRole.objects.create(circle=circle, name="Permanence")
    role.mandates.create(person=person, since=BEGAN_ON, until=FAR)
    return to_do, done, RoleTask.objects.create(role=role, words="Ouvrir", next_on=FAR)


def support(parent, people, *, ends_on=None):
    """A support circle of these people, with one step to come."""
    made = circle(
        f"Soutien {parent.pk}",
        people=people,
        parent=parent,
        kind=CircleKind.SUPPORT,
        ends_on=ends_on or FAR,
        referent=people[0],
    )
    return made, Step.objects.create(circle=made, rank=1, words="Relire", due_on=TODAY)


def diary_token(person):
    """What stands in the secret address of this person's diary."""
    diary, _ = Diary.objects.get_or_create(person=person)
    return secret.path_to(diary).rpartition("/")[2].removesuffix(".ics")
