"""What applications hold of somebody, for their own folder.

The same map that erases (``sweeping.hanging``) tells: what hangs on an application is in it, and a
table added tomorrow is not forgotten. Third parties are masked. Readings that founders have written
are given, even before they share them: they go to the person, and to no founder. So are the notes
that each left on the dossier, be they for their author alone. What a founder
has not finished writing is not a reading yet: it is given once it is written. What is being decided
is given with the letter that tells it: to decide and to tell are two acts; a founder's objection
and what was said to lift it are part of it. A state is always told in the person's words.
"""

from django.db.models import Q

from applications.models import (
    Acceptance,
    Amendment,
    Application,
    Conversation,
    Decision,
    DossierNote,
    FicheKeeping,
    LetterDraft,
    MeetingNote,
    Parting,
    Position,
    Reaction,
    Reading,
    RehearsalNote,
    Reserve,
    Settlement,
    Takeaway,
    Weather,
)
from applications.redaction import names_but, redacted
from applications.sweeping import hanging
from coopstudio.documents.models import Document
from coopstudio.files import store
from coopstudio.mail.models import Letter
from coopstudio.mail.querysets import names_of
from members.breach import owners_of_files
from members.disclosure import Chapter, chapter, facts
from members.models import Person
from members.rights import addresses
from members.states import Role

GIVEN = (Application, Reaction, Weather)
NOTE = (
    "De votre candidature, les lectures écrites y sont toutes, même celles que les membres de la "
    "fondation n’ont pas encore mises en commun, et les notes, même celles que chacun ou chacune "
    "garde pour soi : elles parlent de vous. Les noms, adresses et "
    "téléphones d’autres personnes y sont masqués. Ce qui est encore en cours d’écriture y entrera "
    "une fois écrit ; les positions et la décision, avec la lettre qui les dit."
)
TITLES = {
    Application: "Vos candidatures",
    Conversation: "Nos échanges",
    Decision: "Nos réponses",
    DossierNote: "Les notes sur votre dossier",
    MeetingNote: "Les notes des rencontres",
    Reading: "Les lectures de votre candidature",
    Takeaway: "Ce que nous avons retenu ensemble",
}
STATE = Application._meta.get_field("state").verbose_name
INNER = ("cycle", "linked_to", "warned_at", "key", "link_key")
"""What says nothing to anybody: counters of the house."""


@chapter
def _about_applications(person):
    sent = Application.objects.filter(person=person)
    talks = Conversation.objects.filter(person=person)
    ours = _ours(person)
    others = names_but(ours)
    gathered = {Application: list(sent.order_by("pk")), Conversation: list(talks.order_by("pk"))}
    for model in (Application, Conversation):
        _gather(model, [one.pk for one in gathered[model]], gathered)
    told = [_told(model, rows, ours, others) for model, rows in gathered.items()]
    own = [person, *(row for rows in gathered.values() for row in rows)]
    letters, lived = _letters(person, own), _lived(person)
    return [*told, _files(sent), _papers(gathered), letters, _openings(sent), lived]


@chapter
def _about_the_fiche(person):
    """What a former member was told of the end of their fiche."""
    kept = FicheKeeping.objects.filter(person=person)
    told = [facts(one, but=("person", "rule_on")) for one in kept]
    return [Chapter("La fin de votre fiche", told)]


def _gather(model, keys, gathered):
    """Everything that hangs on these rows, by its table."""
    for relation in hanging(model) if keys else []:
        table = relation.related_model
        rows = table._base_manager.filter(**{f"{relation.field.name}__in": keys}).order_by("pk")
        known = {one.pk for one in gathered.get(table, [])}
        found = [one for one in rows if one.pk not in known]
        gathered.setdefault(table, []).extend(found)
        _gather(table, [one.pk for one in found], gathered)


def _told(model, rows, ours, others):
    title = TITLES.get(model) or f"{model._meta.verbose_name_plural}".capitalize()
    is_given = model in GIVEN
    tell = (
        (lambda text: text)
        if is_given
        else (lambda text: redacted(text, known=ours, others=others))
    )
    shown = [_fact(one, tell) for one in rows if not _is_unfinished(one)]
    return Chapter(title, shown, is_given=is_given, note=NOTE if model is Application else "")


def _fact(row, tell):
    if not isinstance(row, Application):
        return facts(row, but=(*INNER, "person", "email"), tell=tell)
    state = {STATE: row.public_state}
    return state | facts(row, but=(*INNER, "person", "state"), tell=tell)


def _is_unfinished(row):
    if isinstance(row, Reading):
        return row.written_at is None
    if isinstance(row, Decision):
        return row.told_at is None
    if isinstance(row, LetterDraft):
        return row.decision.told_at is None
    if isinstance(row, (Position, Parting)):
        return not _is_told(row)
    reserve = _reserve_of(row)
    if reserve is not None:
        return reserve.by_id != reserve.application.person_id and not _is_told(reserve)
    return False


def _reserve_of(row):
    """The reserve to which this row belongs; None if it belongs to none."""
    if isinstance(row, Acceptance):
        return row.amendment.reserve
    if isinstance(row, (Amendment, Settlement)):
        return row.reserve
    return row if isinstance(row, Reserve) else None


def _is_told(row):
    """Whether the letter of the cycle in which this was said has left."""
    told = Decision.objects.filter(told_at__isnull=False, application=row.application_id)
    return told.filter(cycle=row.cycle).exists()


def _ours(person):
    """The person, and those of the foundation whose words these are: their names are not masked."""
    answering = [Role.FOUNDER, Role.STAND_IN]
    founders = Person.objects.filter(offices__role__in=answering).distinct()
    return [person, *founders.exclude(pk=person.pk)]


def _files(applications):
    """The CV, as it was kept."""
    given = [one.cv for one in applications.select_related("cv") if one.cv and one.cv.is_clean]
    kept = [(f"cv/{one.name}", store.content_of(one)) for one in given]
    papers = [(name, content) for name, content in kept if content is not None]
    return Chapter("Vos fichiers", [facts(one, but=("state",)) for one in given], True, papers)


def _papers(gathered):
    """The copies in PDF, of the applications and of what hangs on them."""
    found = [
        paper
        for model, rows in gathered.items()
        for paper in Document.objects.filter(
            subject_kind=model._meta.label_lower,
            subject_id__in=[one.pk for one in rows],
            state=Document.State.ISSUED,
        )
    ]
    papers = [(f"documents/{one.title}.pdf", bytes(one.content)) for one in found]
    return Chapter("Vos documents", [{"titre": one.title} for one in found], papers=papers)


def _letters(person, own):
    """What the house wrote to their addresses, as long as it knows the words; not what it says
    there of somebody else, whom an office has them meet."""
    found = Letter.objects.addressed_to(addresses.those_of(person))
    theirs = found.filter(Q(about="") | Q(about__in=names_of(own)))
    letters = theirs.order_by("written_at", "pk")
    papers = [
        (f"lettres/{one.written_at:%Y-%m-%d} {one.pk}.txt", f"{one.subject}\n\n{one.text}\n")
        for one in letters.exclude(text="").exclude(is_secret=True)
    ]
    rows = [
        {"objet": one.subject or "(texte effacé)", "écrite le": one.written_at} for one in letters
    ]
    return Chapter("Les lettres que la maison vous a écrites", rows, papers=papers)


def _lived(person):
    """What a founder noted on the way of a newcomer."""
    notes = RehearsalNote.objects.filter(rehearsal__person=person).order_by("noted_at", "pk")
    return Chapter("Vos arrivées vécues", [facts(one) for one in notes], is_given=True)


def _openings(applications):
    rows = [
        {"qui": f"{one.by}", "quoi": "le dossier", "le": one.at}
        for application in applications
        for one in application.openings.select_related("by").order_by("at")
    ]
    rows += [
        {"qui": f"{one.by}", "quoi": "le CV", "le": one.at}
        for application in applications.select_related("cv")
        if application.cv
        for one in application.cv.openings.select_related("by").order_by("at")
    ]
    return Chapter("Qui a ouvert votre dossier et votre CV", rows)


@owners_of_files
def _of_cvs(files):
    return Application.objects.filter(cv__in=files).values_list("cv_id", "person_id")
