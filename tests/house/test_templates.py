"""Templates: each is used, none carries style or script, all are in good French."""

import re

from django.template import engines
from django.template.loader import get_template
from django.urls import get_resolver

from coopstudio.french.typography import CODE, tidy_template
from tests.house.reading import ROOT, TEMPLATES, python_files, templates

BY_NAME = ("400.html", "403.html", "403_csrf.html", "404.html", "405.html", "413.html", "429.html")
OF_LIBRARIES = ("account/", "allauth/", "mfa/", "usersessions/", "coop/", "socialaccount/")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)
URL = re.compile(r"""{%\s*url\s+['"]([\w:.-]+)['"]""")
HIDDEN = re.compile(rf"{CODE}|<(script|style|code|pre)\b.*?</\1>|<[^>]*>|&\w+;", re.DOTALL)
MADE = re.compile(r'f"([\w/]*\{[^"]*\}[^"#]*\.html)')
DOUBLET = re.compile(r"\b(\w{3,}) ou (?:vous )?\1(?:l?e|ne)\b")
TO_BE_FILLED_IN = "members/documents/convocation.html"  # by anybody, with a pen
PEOPLE = "person newcomer tutor giver name first_name full_name reader answered_by by written_by"
NOT_ELIDED = re.compile(
    rf"\b(?:de|que) {{{{ (?!found\.name )(?:\w+\.)*(?:{PEOPLE.replace(' ', '|')})(?:\|tidy)? }}}}"
)
PROSE = re.compile(
    r"{{[^}|]*((?:\|(?!tidy)[\w:\"'.]+)*?)\|linebreaks(?:br)? }}"
    r"|{{ (?:passage|row|note)\.html(?:\|safe)? }}"
)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)


def name_of(path):
    return str(path.relative_to(TEMPLATES))


def astray(find, *endings):
    """What ``find`` sees of each template that has something to mend, by its name."""
    seen = {name_of(path): find(path.read_text()) for path in templates(*endings)}
    return {name: found for name, found in seen.items() if found}


def test_a_template_compiles():
    assert [path for path in templates(".html") if not get_template(name_of(path))] == []


def test_every_template_is_used():
    """Named by some code, by another template, or as a component."""
    sources = {path: path.read_text() for path in [*python_files(), *templates()]}
    samples = [path.read_text() for path in (ROOT / "tests").rglob("factories.py")]
    everything = "\0".join([*sources.values(), *samples])
    made = [shaped(shape) for shape in set(MADE.findall(everything))]
    unused = []
    for path in templates(".html"):
        name = name_of(path)
        times = len(re.findall(words_for(name), everything))
        times -= len(re.findall(words_for(name), sources[path]))
        is_known = name in BY_NAME or name.startswith(OF_LIBRARIES)
        if not (is_known or times or any(shape.fullmatch(name) for shape in made)):
            unused.append(name)

    assert unused == []


def words_for(name):
    """Its name, or ``<c-its-name>``."""
    if not name.startswith("cotton/"):
        return re.escape(name)
    tag = name.removeprefix("cotton/").removesuffix(".html")
    return re.escape(f"<c-{tag.replace('_', '-').replace('/', '.')}") + r"(?![\w-])"


def shaped(shape):
    """What an f-string can give."""
    return re.compile(re.sub(r"\\{.*?\\}", r"[\\w-]+", re.escape(shape)))


def test_no_style_nor_script_is_written_in_a_page():
    """The content security policy would refuse it. Documents have their sheet, letters none; a
    letter is read elsewhere: its style is inline."""
    found = astray(INLINE.search, ".html")

    assert {name for name in found if not name.startswith("mail/")} == set()
    assert found, "the letters have their style: this test sees one"


def test_every_address_named_exists():
    def lost(text):
        return [name for name in URL.findall(text) if not exists(name)]

    assert astray(lost, ".html") == {}


def exists(name):
    resolver = get_resolver()
    for part in name.split(":")[:-1]:
        if part not in resolver.namespace_dict:
            return False
        resolver = resolver.namespace_dict[part][1]
    return name.split(":")[-1] in resolver.reverse_dict


def test_the_words_of_a_template_are_well_typed():
    """As people read it: once loaded, so that plain spaces have become French ones."""
    assert (
        astray(lambda text: slips(HIDDEN.sub("\x1f", COMMENT.sub("", tidy_template(text))))) == {}
    )


def test_what_people_wrote_is_shown_with_french_spaces():
    """What is kept and printed as proof stays to the letter; what is read on a page is set well."""
    pages = astray(lambda source: [found[0] for found in PROSE.finditer(source)], ".html")

    assert [name for name in pages if "/documents/" not in name] == []


def test_zero_is_singular_as_it_is_in_french():
    """The filter of the house is ``plural``; the other one writes « 0 personnes »."""
    assert astray(lambda text: "pluralize" in text) == {}


SLIPS = [
    r"[^\W\d_]'[^\W\d_]",  # a straight apostrophe
    r" [;:!?»](?!\w)|« |\d €",  # an ordinary space where a line could break
    r"[^\W\d_](?:[!?;](?=\s|$)|:(?=\s))",  # no space at all
    r"\.\.\.",  # three dots for an ellipsis
]


def slips(words):
    """What a French proof-reader would correct, with a few words around."""
    return re.findall(rf".{{0,30}}(?:{'|'.join(SLIPS)}).{{0,20}}", words)


def test_both_engines_set_french_typography():
    for engine in ("django", "letters"):
        loaders = engines[engine].engine.template_loaders
        first = getattr(loaders[0], "loaders", loaders)[0]
        assert type(first).__module__ == "coopstudio.french.loaders"


def test_whoever_is_known_is_written_of_as_they_wish():
    """« invité ou invitée » is for those who wish both: ``agreement|agreed``, or another turn."""
    ours = [
        path
        for path in templates()
        if name_of(path).startswith(("members/", "applications/"))
        and name_of(path) != TO_BE_FILLED_IN
    ]
    found = {name_of(path): DOUBLET.search(path.read_text()) for path in ours}

    assert {name: said[0] for name, said in found.items() if said} == {}


def test_de_and_que_are_elided_before_a_name():
    assert astray(NOT_ELIDED.findall) == {}
