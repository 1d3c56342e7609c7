"""Every paper that an application produces."""

from applications import onepage, trame
from applications.models import Application, Reaction
from coopstudio.documents import api
from coopstudio.files.api import door
from coopstudio.french import dates, phones


@door
def may_open_cv(person, file):
    """A CV opens for its person, and for each founder to whom it is unfolded once sent."""
    return Application.objects.known_to(person).filter(cv=file).exists()


def may_read_copy(person, document):
    """The copy is for its person, and for each founder to whom it is unfolded."""
    return Application.objects.known_to(person).filter(pk=document.subject_id).exists()


api.readable_by("applications.copy", may_read_copy)


def copy(application, words):
    """The copy of everything that was sent, for its person. ``words``: its contents, frozen."""
    return api.ask(
        "applications.copy",
        application,
        title=f"Votre candidature, {application.reference.lower()}{_which(application)}",
        template="applications/documents/copy.html",
        **words,
    )


def may_read_guide(person, document):
    """The trame is the founders' own: never its person's, whoever they are."""
    if not person.acts_for_foundation:
        return False
    theirs = Application.objects.answered_by(person).filter(crossed_at__isnull=False)
    return theirs.filter(pk=document.subject_id).exists()


api.readable_by("applications.guide", may_read_guide)


def guide(application, lines, *, at):
    """The trame of the conversation, on exactly one A4 page (see ``onepage``)."""
    fitted, left_out = onepage.fitted(lines)
    return api.ask(
        "applications.guide",
        application,
        title=f"Trame, {application.full_name}",
        template="applications/documents/guide.html",
        reference=application.reference,
        name=application.full_name,
        drawn=dates.short_moment(at),
        left_out=left_out,
        is_short=onepage.height(fitted) <= onepage.SHORT,
        parts=[
            {"title": title, "sub": sub, "lines": [_guided(line) for line in here]}
            for _part, title, sub, here in trame.parts(fitted)
        ],
    )


def _guided(line):
    return {"words": line.words, "hint": line.hint, "kind": line.kind, "told": line.is_for_person}


def _which(application):
    """Said from the second time on."""
    return f", révision {application.revision}" if application.revision > 1 else ""


def contents(application, *, sent_at=None):
    """What a copy says, frozen: words, never rows. ``sent_at``: when, if it is not the first."""
    version = application.version
    return {
        "reference": application.reference,
        "name": application.full_name,
        "first_name": application.first_name,
        "sent": dates.moment(sent_at or application.submitted_at),
        "answer_by": dates.day(application.answer_by),
        "version": f"Version {version.number} du {dates.short_day(version.dated_on)}",
        "signature": version.signature,
        "who": _who(application),
        "offer": _offer(application),
        "call": _call(application),
        "reactions": [_reaction(one, version) for one in application.reactions.in_reading_order()],
        "path": _path(application),
    }


def _who(application):
    place = f"{application.postcode} {application.town}".strip()
    phone = phones.phone(application.phone) if application.phone else ""
    lines = [("Nom", application.full_name), ("Adresse e-mail", application.email)]
    return _said([*lines, ("Téléphone", phone), ("Commune", place)])


def _offer(application):
    return _said(
        [
            ("Quoi", application.what),
            ("Pour qui", application.for_whom),
            ("Métiers", " · ".join(application.trade_names)),
            ("Ce que j’aimerais apprendre", application.to_learn),
            ("Où", application.where),
            ("Temps possible", application.get_time_display()),
            ("Venir une fois par mois", application.get_coming_display()),
        ]
    )


def _call(application):
    has_words = application.likes or application.dislikes
    nothing = "Rien à signaler." if application.nothing_to_say and not has_words else ""
    lines = [
        ("Ce qui me plaît", application.likes),
        ("Ce qui ne me plaît pas", application.dislikes),
    ]
    return _said([*lines, ("Sur l’appel", nothing)])


def _reaction(reaction: Reaction, version):
    read = reaction.passage.section.version
    day = dates.short_day(read.dated_on)
    return {
        "then": "" if read == version else f"portait sur la version du {day}",
        "kind": reaction.get_kind_display(),
        "icon": reaction.icon,
        "section": reaction.passage.section.title,
        "quote": reaction.quote,
        "words": reaction.words,
    }


def _path(application):
    cv = application.cv.name if application.cv_id else ""
    without = "Sans CV, je raconte mon parcours." if application.path and not cv else ""
    return _said([("CV joint", cv), ("CV", without), ("Mon parcours", application.path)])


def _said(lines):
    """The answers that were given, each with its question; what was left empty is left out."""
    return [{"question": question, "answer": answer} for question, answer in lines if answer]
