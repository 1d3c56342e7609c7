"""Whom the lines of a batch resemble: in the house, and earlier in the same sheet.

A handful of questions for a hundred lines: by address, by name and postcode, by telephone, and
by house for who has no e-mail.
"""

from collections import defaultdict

from allauth.account.models import EmailAddress
from django.db.models import Exists, Func, OuterRef, TextField, Value
from django.db.models.functions import Lower

from coopstudio.french.order import in_order
from members.importing.asked import ASKED
from members.importing.columns import plain
from members.importing.reaching import house_key, is_called, nearness
from members.models import DetailAnswer, FeeCall, Membership, Office, Person
from members.querysets.fees import EVER
from members.states import Verdict


def keys_of(told):
    """What the same person would say on another line."""
    keys = []
    if email := told.says("email"):
        keys.append(f"a:{email}")
    name, phone = name_key(told.says("first_name"), told.says("last_name")), told.says("phone")
    keys += [f"n:{name}|{said}" for said in (told.says("postcode"), phone) if name and said]
    if phone:
        keys.append(f"t:{phone}")
    return [key[:300] for key in keys]


def name_key(first_name, last_name):
    return f"{_bare(last_name)}|{_bare(first_name)}" if first_name and last_name else ""


def _bare(name):
    """Without accents nor signs; in other letters than ours, as it is."""
    return plain(name) or name.casefold()


class Crowd:
    """The people and the earlier lines that a batch of lines may be about.

    ``lines``: pairs of (ImportLine, Told). Those whom this very import created are nobody's twins:
    two who share a telephone in one sheet are two. Only those whom the register knows are met:
    who candidates is nobody here, and their address is only one that is taken.
    """

    def __init__(self, import_, lines):
        told = [one for _line, one in lines]
        written = import_.lines.filter(verdict=Verdict.CREATED, done_at__isnull=False)
        self.own = set(written.values_list("person", flat=True))
        self.by_email, self.strangers = _by_email({one.says("email") for one in told} - {""})
        self.by_phone = _by_phone({one.says("phone") for one in told} - {""})
        self.by_name = _by_name(told)
        self.by_house = _by_house(told)
        everybody = {one for found in self._groups() for one in found}
        self.memberships = _memberships({one.pk for one in everybody})
        self.proved = _proved({one.pk for one in everybody})
        pays = any(one.pays for one in told)
        self.paid = _paid(everybody) if pays else set()
        self.asked = _asked(everybody) if pays else {}
        answers = any(code.startswith(ASKED) for code in import_.columns)
        self.answers = _answers(everybody) if answers else {}
        self.earlier = _earlier(import_, lines)

    def asked_of(self, person, year):
        """What the call of this person for this year asks, in cents; None before it is made."""
        return self.asked.get((person.pk, year)) if person else None

    def known_at(self, email):
        return self.by_email.get(email)

    def is_strange(self, email):
        """Whether somebody whom the register does not know has this address."""
        return email in self.strangers

    def has_belonged(self, person):
        """Whether they have or had a membership: the register tells how to reach them."""
        return person.pk in self.memberships

    def has_spoken(self, person):
        """Whether they entered here, or proved their address: what is told of them they said."""
        return person.last_login is not None or person.pk in self.proved

    def twins(self, told):
        """Those who have the same telephone, or the same name and no other postcode that we know,
        at another address. A line without e-mail has little else than its name: whoever bears it,
        or one of its names in the same house, is shown. The nearest first."""
        named = self.by_name.get(name_key(told.says("first_name"), told.says("last_name")), [])
        if told.is_by_post:
            housed = self.by_house.get(house_key(told.says("street"), told.says("postcode")), [])
            named = [*named, *(one for one in housed if any(is_called(one, told)))]
        else:
            named = [one for one in named if _may_live(one, told.says("postcode"))]
        found = [*named, *self.by_phone.get(told.says("phone"), [])]
        found = dict.fromkeys(one for one in found if one.pk not in self.own)
        return sorted(found, key=lambda one: nearness(one, told))

    def line_saying(self, line, prefix):
        """The number of an earlier line with the same address (« a: ») or name (« n: »)."""
        keys = [key for key in line.keys if key.startswith(prefix)]
        numbers = [
            self.earlier[key] for key in keys if self.earlier.get(key, line.number) < line.number
        ]
        return min(numbers, default=None)

    def remember(self, line):
        """This line is an earlier one for those that follow, unless it cannot be written."""
        for key in line.keys if line.verdict != Verdict.ERROR else ():
            self.earlier.setdefault(key, line.number)

    def _groups(self):
        yield self.by_email.values()
        yield from self.by_phone.values()
        yield from self.by_name.values()
        yield from self.by_house.values()


def _may_live(person, postcode):
    """Whether nothing says that they live elsewhere."""
    return not postcode or person.postcode in {"", postcode}


def _people():
    return Person.objects.filter(erased_at=None).select_related("joined_to")


def _met():
    """Those whom the register knows: a membership or an office, even ended."""
    here = {"person": OuterRef("pk")}
    belongs = Exists(Membership.objects.filter(**here)) | Exists(Office.objects.filter(**here))
    return Person.objects.filter(belongs, erased_at=None, joined_to=None)


def _by_email(emails):
    """(those whom the register knows, by address; the addresses of all the others)."""
    if not emails:
        return {}, set()
    found = {
        one.user.email.lower() if one.user.email.lower() in emails else one.email: one.user
        for one in EmailAddress.objects.filter(email__in=emails, verified=True).select_related(
            "user"
        )
    }
    people = _people().alias(small=Lower("email")).filter(small__in=emails)
    found |= {one.email.lower(): one.joined_to or one for one in people}
    keys = {one.pk for one in found.values()}
    met = set(_met().filter(pk__in=keys).values_list("pk", flat=True))
    known = {email: one for email, one in found.items() if one.pk in met}
    return known, found.keys() - known.keys()


def _by_phone(phones):
    found = defaultdict(list)
    for one in _met().filter(phone__in=phones) if phones else ():
        found[one.phone].append(one)
    return found


def _by_name(told):
    found = defaultdict(list)
    names = {one.says("last_name") for one in told} - {""}
    if not names:
        return found
    plain_names = [
        Func(Value(name), function="fr_order", output_field=TextField()) for name in names
    ]
    same = {name_key(one.says("first_name"), one.says("last_name")) for one in told} - {""}
    people = _met().alias(last=in_order("last_name"))
    for one in people.filter(last__in=plain_names):
        key = name_key(one.first_name, one.last_name)
        if key in same:
            found[key].append(one)
    return found


def _by_house(told):
    """Only of those who have no e-mail does the house keep a street."""
    found = defaultdict(list)
    by_post = [one for one in told if one.says("street") and one.says("postcode")]
    if not by_post:
        return found
    same = {house_key(one.says("street"), one.says("postcode")) for one in by_post}
    people = _met().filter(postcode__in={one.says("postcode") for one in by_post})
    for one in people.exclude(street=""):
        if (key := house_key(one.street, one.postcode)) in same:
            found[key].append(one)
    return found


def _memberships(people):
    found = defaultdict(list)
    for one in Membership.objects.filter(person__in=people).order_by("started_on"):
        found[one.person_id].append(one)
    return found


def _proved(people):
    found = EmailAddress.objects.filter(user__in=people, verified=True)
    return set(found.values_list("user", flat=True))


def _paid(people):
    """(person, name of the year) of the fees for which something was already received."""
    calls = FeeCall.objects.filter(person__in=people, payments__isnull=False)
    return set(calls.values_list("person", "year__name"))


def _answers(people):
    """What each person answered to what the association asks: {person: {key: words}}."""
    found = defaultdict(dict)
    rows = DetailAnswer.objects.filter(person__in=people, person__frozen_since=None)
    for person, detail, words in rows.values_list("person", "detail", "words"):
        found[person][detail] = words
    return found


def _asked(people):
    """What each existing call asks, in cents: {(person, name of the year): cents}."""
    calls = FeeCall.objects.filter(person__in=people).standing(on=EVER)
    return {
        (person, year): cents
        for person, year, cents in calls.values_list("person", "year__name", "asked")
    }


def _earlier(import_, lines):
    keys = {key for line, _told in lines for key in line.keys}
    first = min((line.number for line, _told in lines), default=0)
    before = import_.lines.saying(keys, before=first).order_by("number") if keys else ()
    found = {}
    for number, said in before.values_list("number", "keys") if keys else ():
        for key in said:
            found.setdefault(key, number)
    return found
