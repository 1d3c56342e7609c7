"""French typography, for display only: what people wrote is kept as they wrote it.

A plain space that stands where French wants a no-break one becomes one; none is ever added where
there was no space at all, so that addresses, hours and code stay what they are.
"""

import re
import unicodedata
from functools import lru_cache

THIN, HARD = "\u202f", "\u00a0"
UNITS = r"€|%|‰|°C|km|m²|cm|kg|Ko|Mo|Go|h|min|ans?|jours?|heures?|minutes?|mois|semaines?|pages?"
GAP = "(?<! ) +"  # from its first space only: text made to be slow is read as quickly as any
STEPS = [
    (re.compile(rf"{GAP}(?=[;!?])"), THIN),
    (re.compile(rf"{GAP}(?=:(?!\w|/))"), HARD),
    (re.compile(rf"(?<=«) +|{GAP}(?=»)"), THIN),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))(?<!\d{4} )"), THIN),
    (re.compile(rf"(?<=\d) +(?=(?:{UNITS})(?!\w))|{GAP}(?=[€%‰])"), HARD),
    (re.compile(r"(?<=\d\u00a0h) +(?=\d)"), HARD),
    (re.compile(r"(?<=[nN]°) +(?=\d)"), HARD),
    (re.compile(r"(?<=[^\W\d_])(?:'|&#x27;|&#39;)(?=[^\W\d_]|&[a-zA-Z#]|$)"), "’"),
]
SIGNS = [";!?", ":", "«»", " ", " ", "h", "°", ["'", "&#"]]
"""What a step of the same rank cannot do without; most sentences need few of them."""
ADDRESSES = ("@", "http", "www.", "mailto:")
ASPIRATED = frozenset(
    re.findall(
        r"\w+",
        # first names that nobody elides
        "hadi hadja hafid hafida hakim hakima halim halima hamed hamid hamida hamza hana hanae "
        "hanan hank hannah hans harald harold harry hasan hasna hassan hassane hatem hayat "
        "haydar heinrich heinz hicham hind hisham hocine hong horst houda houria houssem howard "
        "huang hung hussein huy "
        # what a company may be called
        "hache haie hall halle halles halte hameau hamac hand handicap hangar harpe hasard haut "
        "haute hautes hauts havre hérisson héron hêtre hêtres hibou houblon hublot huche huit "
        "hutte onze oui ouistiti",
    )
)
VERBATIM = re.compile(r"(?:https?://|www\.|mailto:)\S+|(?<![\w.+'-])[\w.+'-]+@[\w.-]+")
CODE = r"{%.*?%}|{{.*?}}|{#.*?#}"
TAG = rf"<(?:pre|code|textarea|kbd)\b.*?</(?:pre|code|textarea|kbd)>|<(?:{CODE}|[^<>])*+>"
TAGS_ALONE = re.compile(TAG, re.DOTALL)
VERBATIM_IN_HTML = re.compile(rf"{TAG}|{VERBATIM.pattern}", re.DOTALL)
VERBATIM_IN_TEMPLATE = re.compile(rf"{CODE}|{TAG}|{VERBATIM.pattern}", re.DOTALL)
SAID = re.compile(
    r'''(?<=[\s:])(alt|aria-label|title|label|lead|summary|hint|note|placeholder|content)="([^"{}]*)"'''
)


def tidy(text, *, html=False):
    """The text with French spaces and apostrophes; addresses, and tags in HTML, are left alone."""
    holds_addresses = any(one in text for one in ADDRESSES)
    if html and "<" in text:
        return _outside(VERBATIM_IN_HTML if holds_addresses else TAGS_ALONE, text)
    return _outside(VERBATIM, text) if holds_addresses else _tidied(text)


@lru_cache(maxsize=2048)
def tidy_published(html):
    """The same for a passage of the call, which stands on page after page as it was published."""
    return tidy(html, html=True)


def tidy_template(source):
    """The source of a template with French typography in its words and in what its tags say."""
    return _outside(VERBATIM_IN_TEMPLATE, source, within=_tidied_tag)


def on_paper(text):
    """For fonts of documents, which may lack the narrow space: the ordinary no-break one."""
    return text.replace(THIN, HARD)


def plural(count, forms="s"):
    """« s » from two on: in French, zero is singular. ``forms``: "x" or "cheval,chevaux"."""
    one, _, many = forms.rpartition(",")
    return many if abs(count) >= 2 else one


def _outside(verbatim, text, within=str):
    """Tidy what stands outside of ``verbatim``, and pass the rest through ``within``."""
    done, at = [], 0
    for kept in verbatim.finditer(text):
        done += [_tidied(text[at : kept.start()]), within(kept[0])]
        at = kept.end()
    return "".join([*done, _tidied(text[at:])])


def _tidied(text):
    for (pattern, replacement), signs in zip(STEPS, SIGNS, strict=True):
        if any(sign in text for sign in signs):
            text = pattern.sub(replacement, text)
    return text


def _tidied_tag(tag):
    return SAID.sub(lambda said: f'{said[1]}="{_tidied(said[2])}"', tag)


def de(name):
    """« d’Odile », « d’Hélène », « de Fleur », « de Hamid »: before a vowel, or a mute h."""
    return f"{'d’' if _is_open(name) else 'de '}{name}"


def que(name):
    """« qu’Odile », « que Fleur »."""
    return f"{'qu’' if _is_open(name) else 'que '}{name}"


def _is_open(name):
    """Whether one elides before it, by its first word: accents and capitals aside."""
    word = re.match(r"[^\W\d_]*", f"{name}".lower().replace("œ", "o").replace("æ", "a"))[0]
    plain = unicodedata.normalize("NFD", word)
    letters = "".join(one for one in plain if one.isalpha())
    if word in ASPIRATED:
        return False
    return letters[:1] in set("aeiouh") if letters[:1] != "y" else letters[1:2] not in set("aeiou")
