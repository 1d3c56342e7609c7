"""What somebody wrote in a reply, apart from what their machine put around it.

The letter that is answered and its heading (« Le 4 mai, Coop Studio a écrit : », « De : …
Objet : … »), the signature and « Envoyé de mon téléphone » go; words between two quotes stay. Where
nothing marks a quote, whoever says that they answer inside it (« en rouge, ci-dessous ») is kept
whole: our own words with theirs rather than theirs lost.
"""

import re

SPACES = re.compile(r"[ \t\u00a0\u202f]+")
SAID = r"(?:a [ée]crit(?: le message suivant)?|écrivait|wrote)"
ATTRIBUTION = re.compile(
    rf"^(?:(?:le|on) .{{3,300}}?|.{{1,200}}<[^<>\s]+@[^<>\s]+>.{{0,60}}?) {SAID} ?:$",
    re.IGNORECASE,
)
RULER = re.compile(
    r"^(?:-{2,}|_{2,}) ?(?:message d.origine|mail original|message original|original message|"
    r"message transf[ée]r[ée]|forwarded message) ?(?:-{2,}|_{2,})$|^_{20,}$|"
    r"^d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée]) ?:$",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"^(?:\*?(?P<key>de|from|exp[ée]diteur|envoy[ée](?: le)?|sent|date|[àa]|to|destinataires?|cc|"
    r"copie(?: [àa])?|objet|subject)\*? ?:\*? ?|message du \d)",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"^(?:envoy[ée] (?:de|depuis|à partir|avec|par)\b.{0,80}|sent (?:from|with|via)\b.{0,60}|"
    r"(?:obtenir|t[ée]l[ée]charger|get) outlook .{0,80}|provenance : courrier .{0,40}|"
    r"t[ée]l[ée]phone : merci d.excuser.{0,60})$",
    re.IGNORECASE,
)
SIGNATURE = re.compile(r"^--\s*$")
INSIDE = re.compile(
    r"\b(?:ci-dessous|ci-apr[èe]s|plus bas|en (?:rouge|bleu|vert|gras|couleur)|below|inline|"
    r"(?:dans|sous|[àa] la suite de) (?:votre|vos|ton|tes|le|la|les) "
    r"(?:courriel|mail|e-mail|message|texte|questions?|lettre))\b",
    re.IGNORECASE,
)


def written(text):
    """What was written, without the letter it answers, the signature and the machine's words."""
    lines, inside = _without_quotes(text.split("\n"))
    for place, line in enumerate(lines):
        if SIGNATURE.match(line):
            lines = lines[:place]
            break
    lines = [*_without_machine(lines), *_without_machine(inside)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_quotes(lines):
    """(every line that is not quoted, the whole of an unmarked quote if answers are said to be
    inside): all that follows it is quoted otherwise."""
    kept, place = [], 0
    while place < len(lines):
        size = _heading(lines, place)
        if size and not _is_marked(lines, place + size):
            return kept, ["", *lines[place:]] if INSIDE.search("\n".join(kept)) else []
        if size:
            place += size
            continue
        if not lines[place].lstrip().startswith(">"):
            kept.append(lines[place].rstrip())
        place += 1
    return kept, []


def _heading(lines, place):
    """How many lines announce a quote here; 0 if none do."""
    line = _bare(lines[place])
    if RULER.match(line):
        return 1
    if HEADING.match(line) and _headings_after(lines, place) >= 3:
        return 1
    return next((size for size in (1, 2, 3) if _attributes(lines[place : place + size])), 0)


def _attributes(lines):
    """Whether these lines together, and none of them alone, say who wrote what is quoted."""
    told = [_bare(line) for line in lines]
    if not all(told) or any(
        ATTRIBUTION.match(" ".join(told[later:])) for later in (1, 2) if told[later:]
    ):
        return False
    return bool(ATTRIBUTION.match(" ".join(told)))


def _headings_after(lines, place):
    """How many of the next lines look like the head of a letter: De, Envoyé, À, Objet."""
    near = [_bare(line) for line in lines[place : place + 10]]
    found = [HEADING.match(line) for line in [line for line in near if line][:6]]
    return len({match["key"] for match in found if match})


def _is_marked(lines, place):
    """Whether the next words are marked as quoted."""
    after = [line.lstrip() for line in lines[place : place + 4] if line.strip()]
    return bool(after) and after[0].startswith(">")


def _without_machine(lines):
    """Without the last lines, when they are the machine's."""
    while lines and (not lines[-1].strip() or MACHINE.match(_bare(lines[-1]))):
        lines = lines[:-1]
    return lines


def _bare(line):
    """A line with plain spaces, whether it is quoted or not."""
    return SPACES.sub(" ", line.lstrip("> ")).strip()
