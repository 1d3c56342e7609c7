"""Letters that break a silence: to the person, once for each wait; to the founders, numbers only.

The key of each letter is what is awaited, so that a round that comes twice writes once.
"""

from hashlib import sha256

from django.urls import reverse

from applications.emails.samples import sample, status_of
from applications.models import Recall
from coopstudio.french.dates import short_day
from coopstudio.mail.api import address, letter

QUESTIONS = "Que veut dire pour vous « un temps très partiel » ? Et d’où viendriez-vous à Dijon ?"


def _write(silence, application, write, **words):
    write(
        to=application.email,
        key=f"{application.pk}:{silence.about}",
        about=application,
        first_name=application.first_name,
        signature=application.version.signature,
        **words,
    )


def _page(name, application):
    return address(reverse(f"applications:{name}", args=[application.number]))


@letter(
    "applications.completion_recalled",
    until="Une fois, tant que les précisions n’arrivent pas.",
    occasion="Une semaine après des précisions demandées et pas encore envoyées, une seule fois.",
    sample=sample(by="Thomas", questions=QUESTIONS),
)
def completion_recalled(silence, following, *, write):
    application, asked = following.application, silence.thing
    _write(
        silence,
        application,
        write,
        by=asked.asked_by.first_name,
        questions=asked.questions,
        link=_page("precisions", application),
    )


@letter(
    "applications.word_recalled",
    until="Une fois, tant que la personne n’a rien dit.",
    occasion="Une semaine après une rencontre, à qui n’a pas encore donné sa parole ; une fois.",
    sample=sample(),
)
def word_recalled(silence, following, *, write):
    """The same for everybody, whatever founders decide."""
    application = following.application
    _write(silence, application, write, link=_page("reciprocity", application))


@letter(
    "applications.invitation_recalled",
    until="Une fois, tant que l’invitation attend.",
    occasion="Une semaine avant la fin d’une invitation à adhérer dont on ne s’est pas servi.",
    sample=sample(on="2026-12-10"),
)
def invitation_recalled(silence, following, *, write):
    link = address(reverse("members:joining"))
    _write(silence, following.application, write, on=silence.thing.expires_on, link=link)


@letter(
    "applications.pause_recalled",
    until="Une fois, tant que la pause proposée attend une réponse.",
    occasion="Une semaine après une proposition d’attendre restée sans réponse, une seule fois.",
    sample=sample(until="2027-03-01"),
)
def pause_recalled(silence, following, *, write):
    application = following.application
    link = _page("pause", application)
    _write(silence, application, write, until=silence.thing.until, link=link)


@letter(
    "applications.answer_late",
    until="Une fois par promesse dépassée.",
    occasion="Le lendemain d’un jour promis sans réponse, à la personne qui attend ; une fois.",
    sample=sample(
        answer_by="2026-12-03",
        submitted_on="2026-11-19",
        readers="Fleur depuis le 20 novembre, Thomas depuis le 23 novembre",
        has_met=False,
        word_awaited=False,
    ),
)
def answer_late(silence, following, *, write):
    """Who reads, since when, what comes next: what their own page says of it, and no more."""
    application = following.application
    begun = [
        f"{one.first_name} depuis le {short_day(one.began_at)}"
        for one in following.readers
        if one.began_at
    ]
    _write(
        silence,
        application,
        write,
        answer_by=application.answer_by,
        submitted_on=application.submitted_at,
        readers=", ".join(begun),
        has_met=application.has_met,
        word_awaited=silence.thing is not None,
        link=status_of(application),
    )


@letter(
    "applications.waited",
    until="Une fois, quand ce qui était attendu n’est pas venu.",
    occasion="Quand un rappel reste sans réponse depuis une semaine, et chaque semaine où une "
    "réponse promise est en retard, à chaque membre de la fondation.",
    sample=sample(
        late=[{"reference": "Candidature 012", "words": "promise pour le 3 décembre"}],
        silent=[
            {
                "reference": "Candidature 007",
                "words": "sa parole est attendue depuis le 12 novembre",
            }
        ],
        lapsed=[
            {
                "reference": "Candidature 009",
                "words": "la proposition d’attendre jusqu’au 8 décembre reste sans réponse",
            }
        ],
    ),
)
def waited(founder, told, reminded, *, on, write):
    """``told``: (application, silence); ``reminded``: those of them of which the person had a
    letter. Numbers only, names stay folded."""
    parts = {"late": [], "silent": [], "lapsed": []}
    for application, silence in told:
        part = "silent" if (application, silence) in reminded else "lapsed"
        part = "late" if silence.kind == Recall.Kind.ANSWER else part
        parts[part].append({"reference": application.reference, "words": silence.words})
    mark = sha256(repr(parts).encode()).hexdigest()
    write(
        to=founder.email,
        key=f"{founder.pk}:{on}:{mark}",
        first_name=founder.first_name,
        **parts,
        link=address(reverse("applications:dossiers")),
    )
