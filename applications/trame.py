"""The trame: one page to hold in the hand during the first conversation. Pure.

Every line was written by somebody, or is chosen by a rule among fixed sentences: nothing is made
up. Each reaction comes once. What does not please comes before what does; where opinions stand side
by side in one part of the call (divergence) and where more was said (intensity) comes first.
"""

from collections import Counter
from dataclasses import dataclass, replace

from applications.models import Application, GuideLine, Reaction

Part = GuideLine.Part
Kind = Reaction.Kind
SUBTITLES = {
    Part.EXPLORE: "ce qui ne plaît pas, d’abord",
    Part.QUESTIONS: "une réponse est attendue",
    Part.AGREE: "à dire, sans s’y attarder",
    Part.ASKS: "écrites dans nos lectures",
    Part.MISSING: "ce que la candidature ne dit pas encore",
    Part.OPENINGS: "pour commencer, au choix",
}
LONG = 200  # signs: who writes more than that minds
HOW_MANY_OPENINGS = 3


@dataclass(frozen=True)
class Line:
    """One line: ``source`` is what it was drawn from, ``hint`` says so to the reader."""

    part: str
    words: str
    hint: str = ""
    kind: str = ""
    source: str = ""
    is_for_person: bool = False
    is_dropped: bool = False
    key: str = ""

    @property
    def icon(self):
        return Reaction.ICONS.get(self.kind, "")


def draw(application, reactions, readings, points=()):
    """The lines that this candidature gives: ``reactions`` in reading order with their section,
    ``readings`` those that may be shared, ``points`` the passages that founders marked."""
    lines = [
        *_explored(application, reactions, readings, points),
        *_asked(reactions),
        *_agreed(application, reactions),
        *_ours(readings),
        *_missing(application, reactions),
        *_openings(application, reactions),
    ]
    return [replace(line, key=line.source) for line in lines]


def merged(kept, drawn):
    """What founders kept, as they kept it, then what was written since; nothing comes twice."""
    known = {line.source for line in kept if line.source}
    return [*kept, *(line for line in drawn if line.source not in known)]


def parts(lines):
    """(part, title, subtitle, lines) in the order of a conversation; empty parts are left out."""
    for part in Part:
        here = [line for line in lines if line.part == part and not line.is_dropped]
        if here:
            yield part, part.label, SUBTITLES[part], here


# --- where each reaction goes ---


def intensity(reaction):
    """Words weigh, an exact stretch shows care, and a long answer shows that it matters."""
    has_words, is_exact = bool(reaction.words), reaction.start is not None
    return 2 * has_words + is_exact + (len(reaction.words) > LONG)


def divergence(reaction, kinds):
    """How many reactions of another kind stand in the same part of the call."""
    here = kinds[reaction.passage.section_id]
    return sum(here.values()) - here[reaction.kind]


def _kinds(reactions):
    kinds = {}
    for reaction in reactions:
        kinds.setdefault(reaction.passage.section_id, Counter())[reaction.kind] += 1
    return kinds


def _ordered(reactions, kinds):
    return sorted(reactions, key=lambda one: (-divergence(one, kinds), -intensity(one)))


def _is_mixed(reaction, kinds):
    """Something pleases where something else does not: that is worth a talk, not a nod."""
    return bool(kinds[reaction.passage.section_id][Kind.DISLIKE])


def _explored(application, reactions, readings, points):
    kinds = _kinds(reactions)
    for one in _ordered([one for one in reactions if one.kind == Kind.DISLIKE], kinds):
        yield _reaction(Part.EXPLORE, one)
    if application.dislikes:
        yield Line(Part.EXPLORE, application.dislikes, ON_THE_CALL, Kind.DISLIKE, "dislikes")
    pleasing = [one for one in reactions if one.kind in {Kind.LIKE, Kind.MIRROR}]
    for one in _ordered([one for one in pleasing if _is_mixed(one, kinds)], kinds):
        yield _reaction(Part.EXPLORE, one)
    yield from map(_point, points)
    yield from _of_readings(Part.EXPLORE, readings, "questions", "ce qui questionne {name}")


def _asked(reactions):
    kinds = _kinds(reactions)
    for one in _ordered([one for one in reactions if one.kind == Kind.QUESTION], kinds):
        yield replace(_reaction(Part.QUESTIONS, one), is_for_person=True)


def _agreed(application, reactions):
    kinds = _kinds(reactions)
    pleasing = [one for one in reactions if one.kind in {Kind.LIKE, Kind.MIRROR}]
    for one in _ordered([one for one in pleasing if not _is_mixed(one, kinds)], kinds):
        yield _reaction(Part.AGREE, one)
    if application.likes:
        yield Line(Part.AGREE, application.likes, ON_THE_CALL, Kind.LIKE, "likes")


def _ours(readings):
    yield from _of_readings(Part.ASKS, readings, "asks", "{name} aimerait le demander")


ON_THE_CALL = "En un mot, sur l’appel"


def _reaction(part, one):
    words = one.words or f"« {one.quote} »"
    return Line(part, words, one.passage.section.title, one.kind, f"reaction:{one.pk}")


def _point(one):
    """A founder's mark: their words, or the passage itself."""
    words = one.words or f"« {one.passage.opening} »"
    hint = f"{one.by.first_name} veut en parler, {one.passage.section.title}"
    return Line(Part.EXPLORE, words, hint, source=f"point:{one.pk}")


def _of_readings(part, readings, field, hint):
    """One line for each line that a reader wrote."""
    for reading in readings:
        said = [line.strip(" -•\t") for line in getattr(reading, field).splitlines()]
        for rank, words in enumerate(filter(None, said), start=1):
            where = hint.format(name=reading.reader.first_name)
            source = f"reading:{reading.pk}:{field}:{rank}"
            yield Line(part, words, where[:1].upper() + where[1:], source=source)


# --- what is missing ---


def _missing(application, reactions):
    for name, is_missing, words in _blanks(application, reactions):
        if is_missing:
            yield Line(Part.MISSING, words, source=f"missing:{name}")


def _blanks(application, reactions):
    time, coming = Application.Time, Application.Coming
    said = reactions or application.likes or application.dislikes
    yield "time", application.time in {"", time.UNKNOWN}, "Le temps possible reste à dire."
    yield (
        "coming",
        not application.coming,
        "On ne sait pas si venir une fois par mois est possible.",
    )
    is_hard = application.coming in {coming.HARD, coming.HELPED}
    yield (
        "travel",
        is_hard,
        f"Venir une fois par mois{chr(0xA0)}: {application.get_coming_display()}.",
    )
    yield "trades", not application.trades, "Aucun métier n’est nommé."
    yield "to_learn", not application.to_learn, "Ce que l’on aimerait apprendre n’est pas dit."
    yield "path", not (application.cv_id or application.path), "Le parcours n’est pas raconté."
    yield "call", not said, "Rien n’est dit de l’appel lui-même."


# --- three openings ---


def _openings(application, reactions):
    """The first three of these families that this candidature calls for."""
    found = list(_families(application, reactions))[:HOW_MANY_OPENINGS]
    return [Line(Part.OPENINGS, words, source=f"opening:{name}") for name, words in found]


def _families(application, reactions):
    kinds = _kinds(reactions)
    first = {kind: _ordered([one for one in reactions if one.kind == kind], kinds) for kind in Kind}
    if found := first[Kind.DISLIKE]:
        yield (
            "friction",
            (
                f"Commencer par ce qui accroche, « {_section(found)} » : que faudrait-il dire ou "
                "faire autrement pour avoir envie d’en être ?"
            ),
        )
    if found := first[Kind.MIRROR]:
        yield (
            "mirror",
            (
                f"« {_section(found)} » : ce passage vous ressemble, dites-vous. Racontez-nous "
                "quand, et avec qui."
            ),
        )
    if found := first[Kind.QUESTION]:
        yield (
            "question",
            (f"Répondre d’abord, à « {_section(found)} », puis demander ce que la réponse change."),
        )
    if application.to_learn:
        yield "learning", "Ce que vous aimeriez apprendre : qui pourrait vous l’apprendre, ici ?"
    if application.nothing_to_say and not reactions:
        yield "silence", "L’appel ne vous a rien fait dire : que faudrait-il qu’il dise de plus ?"
    yield "place", "Racontez-nous un jour de travail où vous étiez à votre place : qui était là ?"
    yield "ours", "Que voulez-vous savoir de nous, que l’appel ne dit pas ?"
    yield "in_a_year", "Dans un an, à quoi verrions-nous que nous avons bien fait ?"


def _section(reactions):
    return reactions[0].passage.section.title
