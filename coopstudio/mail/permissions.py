"""Who sees the post. Letters speak to candidates: only founders read them.

The administrator keeps the machines running: states, addresses and errors, never what a letter
says nor what it is about.
"""

from functools import cache

from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Cast, Concat, Lower

from coopstudio.mail.models import Letter
from coopstudio.prepared import Among, Given, prepared

FOLDS = []
FOLDED = "adresse repliée"


def folds(addresses):
    """Fold some letters: ``addresses(person)`` are those that a reader of letters may not see yet.

    A decorator, for an app's ``emails.py``; it returns rows with an ``email``, or an ``address`` in
    small letters, for a person or the ``Given`` that stands for their key. What goes to this
    address is folded, and what is written to others about the row; never what one gets oneself.
    """
    FOLDS.append(addresses)
    return addresses


def folded_for(person):
    """What stays folded for this person, one query for each rule: rows of an ``address`` (small
    letters) and of ``name``, what letters about it call it."""
    for rows in _rules_for(person):
        yield rows.values("address", "name")


def folded_among(person, *, addresses, names):
    """Those of these addresses (small letters) and names that this person may not meet yet, as a
    set of words: one query, that reads nothing else whatever the house holds."""
    if not FOLDS:
        return set()
    keys = {kind: [] for kind in _kinds()}
    for name in names:
        kind, _, key = name.rpartition(":")
        if kind in keys:
            keys[kind].append(int(key))
    rows = _folded_here(reader=person.pk, addresses=list(addresses), **keys)
    return {word for row in rows for word in row}


@prepared
def _folded_here():
    parts = [
        rows.filter(Among("address", "addresses") | Among("pk", rows.model._meta.label_lower))
        .order_by()
        .values_list("address", "name")
        for rows in _rules_for(Given("reader", BigIntegerField()))
    ]
    return parts[0].union(*parts[1:])


@cache
def _kinds():
    """The models whose rows may be folded, as letters name them."""
    return {rows.model._meta.label_lower for rows in _rules_for(Given("reader", BigIntegerField()))}


def _rules_for(person):
    for rule in FOLDS:
        rows = rule(person)
        kind = Value(f"{rows.model._meta.label_lower}:")
        name = Concat(kind, Cast("pk", CharField()), output_field=CharField())
        if "address" not in rows.query.annotations:
            rows = rows.annotate(address=Lower("email"))
        yield rows.annotate(name=name)


def is_folded(person, address):
    """Whether this person may not see yet whose address this is."""
    return bool(folded_among(person, addresses=[address.lower()], names=[]))


def is_letter_folded(person, letter: Letter):
    """Whether this letter goes to somebody, or speaks of something, that this person may not meet
    yet."""
    if letter.to.lower() == person.email.lower():
        return False
    return bool(folded_among(person, addresses=[letter.to.lower()], names=[letter.about]))


def watches_post(person):
    """May see which letters left, and put one back in the post."""
    return reads_letters(person) or "administrator" in person.roles


def reads_letters(person):
    """May read what letters say."""
    return "founder" in person.roles


def may_read(person, letter: Letter):
    """May read this letter; one that opens something is read by nobody but its person."""
    can_be_read = letter.has_words and not letter.is_secret
    return reads_letters(person) and can_be_read and not is_letter_folded(person, letter)


def silence(person, letter):
    """Why this person does not see the words of this letter."""
    if reads_letters(person) and is_letter_folded(person, letter):
        return {
            "title": "Cette lettre est repliée",
            "why": "Elle dirait qui candidate. Elle s’ouvre quand vous avez écrit votre lecture.",
        }
    if letter.is_secret:
        return {
            "title": "Le texte de cette lettre ne se relit pas",
            "why": "Elle porte un lien ou un code personnel, que seule la personne peut voir.",
        }
    if not letter.has_words:
        return {
            "title": "Le texte de cette lettre a été effacé",
            "why": "Nous gardons le texte des lettres 90 jours, puis seulement leur trace.",
        }
    return {
        "title": "Ce que dit cette lettre ne regarde que les fondateurs et la personne",
        "why": "Vous voyez si elle est partie, à quelle adresse et ce qu’a répondu le serveur.",
    }
