"""People of all kinds, made in one line, on days that never change."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.text import slugify

from coopstudio.mail.models import Letter
from members.actions import people, preferences, skills
from members.models import (
    Assembly,
    Availability,
    Category,
    Cohort,
    DataRequest,
    Detail,
    Encounter,
    Exclusion,
    FormalNotice,
    HostWords,
    Import,
    Invitation,
    Lockout,
    Membership,
    MembershipFact,
    MembershipRequest,
    Office,
    OfficeChange,
    Person,
    Place,
    Statutes,
    Testimony,
)
from members.states import Craft, Facet, ImportState, Role, Verdict

ADOPTED_ON = date(2025, 2, 3)
ADMITTED_ON = date(2026, 3, 2)
INVITED_ON = date(2026, 2, 2)
PARIS = ZoneInfo("Europe/Paris")

_numbers = count(1)


def person(first_name="Noémie", last_name="Perrin", *, email=None, **facts):
    """Somebody whom the house knows, without membership, who has confirmed their address."""
    email = email or f"personne-{next(_numbers)}@exemple.fr"
    someone = Person.objects.create(
        email=email, first_name=first_name, last_name=last_name, **facts
    )
    EmailAddress.objects.create(user=someone, email=email, verified=True, primary=True)
    return someone


def member(first_name="Mehdi", last_name="Zerrouki", *, since=ADMITTED_ON, until=None, **facts):
    return belongs(person(first_name, last_name, **facts), since=since, until=until)


def belongs(someone, *, since=ADMITTED_ON, until=None):
    """This person is a member since that day."""
    Membership.objects.create(
        person=someone,
        organ="conseil d’administration",
        decided_on=since,
        reference="procès-verbal 2026-03",
        started_on=since,
        ended_on=until,
    )
    return someone


def holder(role, first_name, last_name, *, since=ADMITTED_ON, **facts):
    """A member who holds ``role`` since that day."""
    someone = member(first_name, last_name, since=since, **facts)
    Office.objects.create(person=someone, role=role, started_on=since)
    return someone


def founder(first_name="Fleur", last_name="Mathet", **facts):
    return holder(Role.FOUNDER, first_name, last_name, **facts)


def treasurer(first_name="Hélène", last_name="D’Almeida", **facts):
    return holder(Role.TREASURER, first_name, last_name, **facts)


def secretary(first_name="Blaise", last_name="Œuvrard", **facts):
    return holder(Role.SECRETARY, first_name, last_name, **facts)


def president(first_name="Maïwenn", last_name="Le Guen", **facts):
    return holder(Role.PRESIDENT, first_name, last_name, **facts)


def administrator(first_name="Linh", last_name="Nguyễn", *, since=ADMITTED_ON, **facts):
    """Looks after the machines, without being a member."""
    someone = person(first_name, last_name, **facts)
    Office.objects.create(person=someone, role=Role.ADMINISTRATOR, started_on=since)
    return someone


def statutes(**facts):
    facts = {
        "adopted_on": ADOPTED_ON,
        "admission_organ": "conseil d’administration",
        "fee_minimum": 1_000,
        "fee_usual": 3_000,
        "validated_by": "assemblée générale",
    } | facts
    return Statutes.objects.get_or_create(adopted_on=facts.pop("adopted_on"), defaults=facts)[0]


def category(name="membres actifs", **facts):
    facts = {
        "name": name,
        "masculine": "membre actif",
        "feminine": "membre active",
        "opened_on": ADOPTED_ON,
    } | facts
    return Category.objects.get_or_create(code=slugify(name), defaults=facts)[0]


def life(membership, *, by):
    """Something that was declined, a notice that waits and a procedure that was only opened."""
    told, version = {"membership": membership}, {"statutes": statutes()}
    fact = membership.facts.first() or MembershipFact.objects.create(
        **told, kind="leave_declined", since=ADMITTED_ON
    )
    notice = FormalNotice.objects.get_or_create(
        **told, defaults=version | {"owed": 3_000, "proposed_by": by}
    )[0]
    case = Exclusion.objects.get_or_create(
        **told, defaults=version | {"grievances": "Le 3 mai.", "opened_by": by}
    )[0]
    return fact, notice, case


def invitation(someone=None, *, by=None, on=INVITED_ON, days=30, **facts):
    return Invitation.objects.create(
        person=someone or person(),
        by=by,
        made_at=datetime(on.year, on.month, on.day, 9, tzinfo=PARIS),
        expires_on=on + timedelta(days=days),
        **facts,
    )


def request(someone=None, **facts):
    """A demande d'adhésion that waits for the organ."""
    invited = facts.pop("invitation", None) or invitation(someone)
    facts = {
        "statutes": statutes(),
        "street": "12 rue des Lilas",
        "postcode": "71200",
        "town": "Le Creusot",
        "fee": 3_000,
        "requested_at": datetime(2026, 2, 10, 9, tzinfo=PARIS),
    } | facts
    return MembershipRequest.objects.create(person=invited.person, invitation=invited, **facts)


def cohort(**facts):
    """A group whose needs were decided; the same for all who ask."""
    facts = {
        "decided_on": ADMITTED_ON,
        "reference": "point 4",
        "review_on": ADOPTED_ON.replace(year=2027),
    } | facts
    return Cohort.objects.first() or Cohort.objects.create(**facts)


def place(someone, **facts):
    return Place.objects.create(
        **{"cohort": cohort(), "person": someone, "joined_on": ADMITTED_ON, **facts}
    )


def encounter(by, *, shared=False, **facts):
    """A visit that ``by`` has told: a draft, unless it is shared."""
    facts = {
        "name": "Le Fournil",
        "met_on": ADMITTED_ON,
        "town": "Seurre, Côte-d’Or",
        "lead": "On y décide au comptoir, à l’heure où la pâte lève.",
        "story": "Neuf personnes autour du pétrin.\n\nChacune dit comment elle va.",
        "figures": ["9 salariés", "140 sociétaires"],
        "themes": ["gouvernance", "rythme"],
        "shared_at": datetime(2026, 4, 2, 9, tzinfo=PARIS) if shared else None,
    } | facts
    told = Encounter.objects.create(written_by=by, **facts)
    told.people.add(by)
    return told


def host_words(met, **facts):
    """What somebody there said; their agreement is waited for."""
    facts = {"words": "Le pain n’attend pas.", "who": "la boulangère"} | facts
    return HostWords.objects.create(encounter=met, written_by=met.written_by, **facts)


def office_change(someone, *, by, role="secretary", **facts):
    """Somebody proposes that an office be entrusted to somebody."""
    return OfficeChange.objects.create(
        **{"person": someone, "role": role, "on": ADMITTED_ON, "why": "PV 3", "proposed_by": by}
        | facts
    )


def lockout(someone, *, by, **facts):
    """Somebody proposes that an account be closed for a time."""
    return Lockout.objects.create(
        **{"person": someone, "days": 7, "why": "Un téléphone perdu.", "proposed_by": by} | facts
    )


def detail(*, by=None, **facts):
    """Something that the association asks of each member."""
    told = {"name": "Clé de la salle", "why": "Savoir qui ouvre.", "level": "shown"} | facts
    return Detail.objects.create(opened_by=by or secretary(), **told)


def data_request(someone=None, **facts):
    """Something asked of one's data, that nobody answered yet."""
    facts = {
        "kind": DataRequest.Kind.RECTIFICATION,
        "words": "Ma commune est Mâcon.",
        "asked_at": datetime(2026, 5, 11, 9, tzinfo=PARIS),
        "due_on": date(2026, 6, 11),
    } | facts
    return DataRequest.objects.create(person=someone or person(), **facts)


def assembly(**facts):
    """A general assembly that is prepared, on a Saturday of June, with an agenda of two points."""
    items = facts.pop("items", ["Rapport moral", "Comptes de l’année"])
    facts = {
        "kind": "general",
        "title": "Assemblée générale ordinaire",
        "at": datetime(2026, 6, 20, 14, tzinfo=PARIS),
        "place": "12 rue Monge, Dijon",
        "statutes": statutes(),
    } | facts
    made = Assembly.objects.create(**facts)
    for rank, words in enumerate(items, start=1):
        made.items.create(rank=rank, words=words)
    return made


def convened(someone, one=None, **facts):
    """Somebody convened to an assembly that everybody was convened to, in May."""
    one = one or Assembly.objects.filter(state="convened").first()
    if one is None:
        sent = datetime(2026, 5, 18, 9, tzinfo=PARIS)
        one = assembly(state="convened", round=1, convened_at=sent)
    facts = {"round": one.round, "told_at": one.convened_at} | facts
    return one.convocations.create(person=someone, **facts)


def sheet_given(by, **facts):
    """A sheet that was tried, with one line about which somebody has to say who it is."""
    facts = {
        "name": "membres.csv",
        "head": ["Nom", "E-mail"],
        "columns": ["last_name", "email"],
        "since": ADMITTED_ON,
        "state": ImportState.CHECKED,
        "length": 1,
        "looked_at": 1,
        "tally": {"twin": 1},
    } | facts
    given = Import.objects.create(by=by, **facts)
    given.lines.create(
        number=2, cells=["Perrin", "autre@exemple.fr"], called="Perrin", verdict=Verdict.TWIN,
        causes=[["Le même téléphone.", "Dites si c’est la même personne."]], person=by,
    )  # fmt: skip
    return given


def asked_to_testify(about, witness, **facts):
    """Somebody is asked to testify; a founder by another one, for nobody testifies of oneself."""
    about = member("Odile", "D’Almeida") if about == witness else about
    facts = {"craft": Craft.MEDIATION, "asked_at": datetime(2026, 5, 11, 9, tzinfo=PARIS)} | facts
    return Testimony.objects.create(person=about, witness=witness, **facts)


def gathering(someone):
    """An assembly in three weeks from now to which somebody is convened, holding a proxy: the
    assembly, their convocation, and that of who gave it."""
    now = timezone.now()
    one = assembly(
        at=now + timedelta(days=21), state="convened", round=1, convened_at=now, title="Assemblée"
    )
    mine = convened(someone, one)
    return one, mine, convened(person("Ana", "Silva"), one, answer="proxy", proxy_to=mine,
                               answered_at=now)  # fmt: skip


def seat(someone):
    """A place on the board, the same for all who ask."""
    known = Office.objects.filter(role=Role.BOARD, person=someone).first()
    return known or Office.objects.create(person=someone, role=Role.BOARD, started_on=ADMITTED_ON)


def says_everything(someone, *, about):
    """Somebody who wrote all there is to write, and shows it; asked to testify ``about`` another,
    who testified already."""
    skills.say(someone, {"arts": "teach", "law": "do", "sales": "learn"}, words={"arts": "à deux"})
    Availability.objects.create(person=someone, days=[2, 4], amount=3, words="le matin")
    facts = {"about": "J’aime le bois.", "limits": "Pas le soir.", "headline": "Menuisier"}
    people.change_profile(someone, links=["https://exemple.fr"], **facts)
    preferences.choose_shown(someone, list(Facet), at=datetime(2026, 5, 11, 9, tzinfo=PARIS))
    answered = {"words": "Il écoute.", "answered_at": datetime(2026, 5, 12, 9, tzinfo=PARIS)}
    asked_to_testify(someone, about, craft="arts", **answered)
    return asked_to_testify(about, someone)


def without_mail(first_name="Lucienne", last_name="Charolles", **facts):
    """Somebody to whom one writes by post."""
    told = {"street": "4 rue du Lavoir", "postcode": "71120", "town": "Charolles"} | facts
    return Person.objects.create(
        email="", password=make_password(None), first_name=first_name, last_name=last_name, **told
    )


def paper_request(by, someone=None, **facts):
    """A bulletin filled with a pen, that ``by`` entered."""
    someone = someone or without_mail()
    return MembershipRequest.objects.create(
        person=someone, entered_by=by, signed_on=INVITED_ON, statutes=statutes(),
        street=someone.street, postcode=someone.postcode, town=someone.town,
        **{"fee": 2_000} | facts,
    )  # fmt: skip


def letter_to_post(someone, **facts):
    return Letter.objects.create(
        kind="members.requested", key=f"paper:{someone.pk}", to=someone.paper_box,
        subject="Votre bulletin est arrivé", text="Bonjour", html="Bonjour", **facts,
    )  # fmt: skip
