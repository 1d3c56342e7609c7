"""What becomes of one line: created, changed, the same, a probable twin, or an error. Pure.

Nothing is decided by a machine that a person could regret: somebody who resembles is shown, and
what the house already knows stays, unless one asked for the contrary; what people said of
themselves in this house always stays. Who candidates is told to nobody by a sheet.
"""

from dataclasses import dataclass, field
from datetime import date

from coopstudio.french import money
from coopstudio.french.dates import digits
from members.importing import asked, reaching
from members.importing.columns import BY_CODE, FEE, plain
from members.states import Answer, Facet, Priority, Verdict

OF_PERSON = [
    "first_name", "last_name", "civil_first_name", "civil_last_name", "phone", "street", "postcode",
    "town", "headline", "agreement",
]  # fmt: skip
OF_NAME = {"name", "first_name", "last_name"}
SHOWN_BY = {
    "phone": Facet.PHONE, "postcode": Facet.TOWN, "town": Facet.TOWN, "headline": Facet.HEADLINE,
}  # fmt: skip
"""What a person shows the members with these: a sheet would publish it."""

BOTH = 2
KNOWN_HERE = (
    "La maison connaît déjà cette adresse, et ne peut pas la rapprocher de cette ligne.",
    "Vérifiez l’adresse avec la personne. Si c’est la sienne, invitez-la à adhérer : elle entrera "
    "elle-même au registre.",
)
"""Fits any address of the house; never says whose."""
RESTS = (
    "Cette personne a gelé ses données le temps d’une vérification : rien ne s’y lit ni ne s’y "
    "change.",
    "Attendez que le gel soit levé, puis redonnez cette ligne.",
)


@dataclass
class Judged:
    """``causes``: (what, way out). ``changes``: (word, before, after). ``fields``: of the person.

    ``membership``: a new one, or nothing. ``fees``: {year: {amount in cents, received_on, means}}.
    ``details``: what they answer to what the association asks.
    """

    verdict: str = ""
    causes: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    person: object = None
    fields: dict = field(default_factory=dict)
    membership: dict = field(default_factory=dict)
    fees: dict = field(default_factory=dict)
    details: dict = field(default_factory=dict)

    def note(self, sentence):
        self.causes.append((sentence, ""))

    def refuse(self, cause, way_out):
        self.causes.append((cause, way_out))
        self.verdict = Verdict.ERROR
        return self


class Judge:
    """Reads the lines of one import. ``categories``: those of the house; ``years``: the names of
    those that have a tariff; ``details``: what members are asked; ``today``: the day."""

    def __init__(self, import_, categories, years, details, *, today):
        self.import_, self.today = import_, today
        self.categories, self.years = list(categories), set(years)
        self.details = list(details)

    def verdict(self, line, told, crowd):
        """The Judged of a line, with the ``told`` of its cells, among a ``crowd``."""
        judged = Judged(causes=[*told.problems])
        if told.problems:
            judged.verdict = Verdict.ERROR
        if told.is_shifted:
            return judged
        for guess in told.guesses:
            judged.note(guess)
        if line.answer == Answer.LEFT and not told.problems:
            judged.verdict = Verdict.LEFT
            return judged
        if not self._is_whole(line, told, crowd, judged):
            self._say_whose(told, crowd, judged)
            return judged
        return self._of_somebody(line, told, crowd, judged)

    def _is_whole(self, line, told, crowd, judged):
        """Whether the line says enough, and nothing that an earlier one said. All that is missing
        is told at once."""
        if not told.called and not told.misread & OF_NAME:
            judged.refuse("Il manque le nom.", "Ajoutez un prénom et un nom.")
        if (before := crowd.line_saying(line, "a:")) is not None:
            judged.refuse(
                f"La ligne {before} a déjà cette adresse e-mail.",
                "Si c’est la même personne, gardez une seule ligne. Sinon, donnez à chacune la "
                "sienne : c’est par elle que l’on entre ici.",
            )
        self._read_days(told, judged)
        self._read_category(told, judged)
        return judged.verdict != Verdict.ERROR

    def _say_whose(self, told, crowd, judged):
        """What else would be refused once the rest is mended: nothing to reach them by, or the
        address of somebody else."""
        email = told.says("email")
        person = crowd.known_at(email)
        if person and _differs(person, told) == BOTH:
            judged.refuse(*_not_theirs(person, told))
        elif not crowd.twins(told):
            judged.causes += reaching.lacks(told)

    def _read_days(self, told, judged):
        since = told.facts.get("since") or self.import_.since
        until = told.facts.get("until")
        if "since" in told.misread:
            since = None
        elif since is None:
            judged.refuse(
                "On ne sait pas depuis quand cette personne est membre.",
                "Ajoutez une date, ou donnez-en une pour toutes les lignes à l’étape des colonnes.",
            )
        elif since > self.today:
            judged.refuse(
                f"L’adhésion commencerait le {digits(since)}, dans le futur.",
                "Vérifiez l’année, ou attendez ce jour.",
            )
        elif until and until < since:
            judged.refuse(
                f"Le départ ({digits(until)}) est avant l’arrivée ({digits(since)}).",
                "Vérifiez les deux dates : elles sont peut-être inversées.",
            )
        judged.membership = {"started_on": since, "ended_on": until}

    def _read_category(self, told, judged):
        said = told.says("category")
        found = self._category(said) if said else self.import_.category
        if said and found is None:
            known = ", ".join(one.name for one in self.categories) or "aucun pour le moment"
            judged.refuse(
                f"Le collège « {said[:60]} » n’est pas connu.",
                f"Écrivez l’un de ceux de vos statuts : {known}.",
            )
        judged.membership["category"] = found
        judged.membership["organ"] = told.says("organ") or self.import_.organ
        judged.membership["reference"] = told.says("reference") or self.import_.reference
        self._read_fees(told, judged)

    def _read_fees(self, told, judged):
        """What was paid, if the accounts may hold it: they want its day and its means."""
        fees = {
            code.removeprefix(FEE): cents
            for code, cents in told.facts.items()
            if code.startswith(FEE) and cents
        }
        received_on, means = told.facts.get("paid_on"), told.says("paid_by")
        if fees and not (received_on and means and received_on <= self.today):
            judged.note(
                f"Cotisation {', '.join(fees)} non reprise : les comptes veulent son jour et son "
                "moyen de règlement."
            )
            return
        judged.fees = {
            year: {"amount": cents, "received_on": received_on, "means": means}
            for year, cents in fees.items()
        }

    def _category(self, said):
        words = plain(said)
        for one in self.categories:
            names = {plain(name) for name in (one.code, one.name, one.feminine, one.masculine)}
            if words in names:
                return one
        return None

    def _of_somebody(self, line, told, crowd, judged):
        if crowd.is_strange(told.says("email")):
            judged.causes.append(KNOWN_HERE)
            judged.verdict = Verdict.LEFT
            return judged
        if person := crowd.known_at(told.says("email")):
            return self._of_known(line, told, crowd, judged, person)
        twins = crowd.twins(told)
        if twins and line.answer != Answer.OTHER:
            return self._of_twin(line, told, crowd, judged, twins)
        if (before := crowd.line_saying(line, "n:")) and line.answer != Answer.OTHER:
            return self._of_earlier(line, judged, before)
        if lacks := reaching.lacks(told):
            judged.causes += lacks
            judged.verdict = Verdict.ERROR
            return judged
        return self._compared(told, crowd, judged, None)

    def _of_known(self, line, told, crowd, judged, person):
        """Whose address it is, unless the names differ: one is asked, both are somebody else."""
        judged.person, differs = person, _differs(person, told)
        if not differs or (differs < BOTH and line.answer == Answer.SAME):
            return self._compared(told, crowd, judged, person)
        if differs == BOTH or line.answer == Answer.OTHER:
            return judged.refuse(*_not_theirs(person, told))
        judged.verdict = Verdict.TWIN
        judged.causes.insert(0, (
            f"Cette adresse est celle de {person}, et la feuille dit {told.called}.",
            "Dites si c’est la même personne ; sinon, donnez à chacune sa propre adresse. Sans "
            "réponse, cette ligne n’est pas écrite.",
        ))  # fmt: skip
        return judged

    def _of_twin(self, line, told, crowd, judged, twins):
        """The first who resembles, or the one about whom somebody answered."""
        asked = [one for one in twins if one.pk == line.person_id]
        twin = (asked or twins)[0]
        if line.answer == Answer.SAME and asked:
            if told.says("email") and not twin.frozen_since:
                judged.note(_keeps(twin, told.says("email")))
            return self._compared(told, crowd, judged, twin)
        judged.person, judged.verdict = twin, Verdict.TWIN
        judged.causes.insert(0, (
            f"{reaching.shown(twin)} {reaching.likeness(twin, told)}.",
            "Dites si c’est la même personne ; sans réponse, cette ligne n’est pas écrite.",
        ))  # fmt: skip
        for other in [one for one in twins if one != twin]:
            judged.causes.insert(1, (
                f"{reaching.shown(other)} ressemble aussi à cette ligne.",
                reaching.pointed_at(other),
            ))  # fmt: skip
        return judged

    def _of_earlier(self, line, judged, before):
        judged.verdict = Verdict.LEFT if line.answer == Answer.SAME else Verdict.TWIN
        judged.causes.insert(0, (
            f"La ligne {before} a déjà ce nom, et le même code postal ou le même téléphone.",
            "Dites s’il s’agit de quelqu’un d’autre ; sans réponse, cette ligne n’est pas écrite.",
        ))  # fmt: skip
        return judged

    def _compared(self, told, crowd, judged, person):
        judged.person = person
        if person and person.deceased_on:
            judged.causes.insert(0, (
                f"Le registre dit le décès de {person}, le {digits(person.deceased_on)}.",
                "Cette ligne n’est pas écrite : retirez-la de votre feuille.",
            ))  # fmt: skip
            judged.verdict = Verdict.LEFT
            return judged
        if person and person.frozen_since:
            judged.causes.insert(0, RESTS)
            judged.verdict = Verdict.LEFT
            return judged
        self._tell_fees(crowd, judged, person)
        if person is None:
            judged.fields = {code: told.facts[code] for code in OF_PERSON if told.says(code)}
            judged.fields["email"] = told.says("email")
            judged.verdict = Verdict.CREATED
            if told.is_by_post:
                judged.note(reaching.way_to(told))
            self._tell_membership(judged)
            self._compare_details(told, crowd, judged, None)
            return judged
        self._compare_fields(told, crowd, judged, person)
        self._compare_memberships(crowd.memberships.get(person.pk, []), judged)
        self._compare_details(told, crowd, judged, person)
        judged.verdict = Verdict.CHANGED if judged.changes else Verdict.SAME
        return judged

    def _tell_fees(self, crowd, judged, person):
        """A fee is taken over once, in a year that has its tariff."""
        for name, paid in [*judged.fees.items()]:
            if person and (person.pk, name) in crowd.paid:
                del judged.fees[name]
            elif (asked := crowd.asked_of(person, name)) is not None and paid["amount"] > asked:
                del judged.fees[name]
                judged.note(_above(name, paid["amount"], asked))
            elif name not in self.years:
                del judged.fees[name]
                judged.note(f"Cotisation {name} non reprise : aucun tarif n’est inscrit.")
            else:
                euros = money.euros(paid["amount"])
                judged.changes.append((f"Cotisation {name} déjà payée", "", euros))

    def _compare_fields(self, told, crowd, judged, person):
        spoke, moves = crowd.has_spoken(person), reaching.moves(person, told)
        for code in OF_PERSON:
            said, known = told.says(code), getattr(person, code)
            if not said or said == known or (code == "agreement" and said == "both"):
                continue
            if code == "street" and person.email:
                continue  # nobody writes there
            if moves and code in reaching.HOUSE:
                takes = reaching.takes_house(told, self.import_.priority)
            else:
                takes = self._takes(code, known, person, spoke=spoke)
            if takes:
                judged.fields[code] = said
                judged.changes.append((BY_CODE[code].label, shown(code, known), shown(code, said)))
            elif plain(said) != plain(known):
                keeps = f"garde « {shown(code, known)} »" if known else "n’en garde pas"
                if not crowd.has_belonged(person):
                    keeps = "garde ce que la personne a dit"
                judged.note(
                    f"{BY_CODE[code].label} : la feuille dit « {shown(code, said)} », la maison "
                    f"{keeps}."
                )

    def _compare_details(self, told, crowd, judged, person):
        known = crowd.memberships.get(person.pk, []) if person else []
        new = judged.membership
        asked.compare(
            told, judged, self.details, priority=self.import_.priority,
            known=crowd.answers.get(person.pk, {}) if person else {},
            spoke=person is not None and crowd.has_spoken(person),
            belongs=any(one.is_open_on(self.today) for one in known)
            or bool(new) and (new["ended_on"] or date.max) >= self.today,
        )  # fmt: skip

    def _takes(self, code, known, person, *, spoke):
        """Whether the word of the sheet is written. An agreement that somebody said is never blank,
        and what they show the members only they fill."""
        if code == "agreement" and known == "both":
            return not spoke
        if not known:
            return not (code in SHOWN_BY and person.shows(SHOWN_BY[code]))
        return self.import_.priority == Priority.SHEET and not spoke

    def _compare_memberships(self, known, judged):
        """A membership that the house knows stays as it is; one of other days is added."""
        new = judged.membership
        same = [one for one in known if _overlaps(one, new)]
        if not same:
            self._tell_membership(judged)
            judged.changes.append(("Membre depuis le", "", digits(new["started_on"])))
            return
        judged.membership = {}
        [one, *_others] = same
        if one.started_on != new["started_on"]:
            judged.note(f"La maison connaît déjà son adhésion, depuis le {digits(one.started_on)}.")
        if new["ended_on"] and one.ended_on is None:
            judged.note(
                f"Un départ le {digits(new['ended_on'])} ne s’importe pas : il se dit dans le "
                "registre, avec sa raison."
            )

    def _tell_membership(self, judged):
        if not judged.membership.get("organ"):
            judged.membership["organ"] = "organe non précisé"
        if not judged.membership.get("reference"):
            judged.membership["reference"] = f"reprise de « {self.import_.name} »"[:120]


def _above(name, amount, asked):
    """What the treasurer must say: a sheet does not know what the rest is."""
    return (
        f"Cotisation {name} non reprise : la feuille dit {money.euros(amount)}, et l’appel n’en "
        f"demande que {money.euros(asked)}. La trésorerie inscrit ce règlement."
    )


def _keeps(person, email):
    """An address is said by who has it; who has none yet, the register says it of."""
    if person.email:
        return f"Son adresse reste {person.email} : elle la change elle-même."
    return f"L’adresse {email} n’est pas reprise : inscrivez-la sur sa fiche, dans ses coordonnées."


def _not_theirs(person, told):
    return (
        f"Cette adresse est celle de {person}, et la feuille dit {told.called}.",
        "Donnez à chaque personne sa propre adresse, ou corrigez le nom.",
    )


def _differs(person, told):
    """How many of the two names the house knows otherwise: a couple may share an address."""
    return sum(_is_other(person, told.says(code), code) for code in ("first_name", "last_name"))


def _is_other(person, said, code):
    known = {plain(name) for name in (getattr(person, code), getattr(person, f"civil_{code}"))}
    return bool(said and any(known)) and plain(said) not in known


def _overlaps(membership, new):
    ends = membership.ended_on or date.max
    return membership.started_on <= (new["ended_on"] or date.max) and new["started_on"] <= ends


def shown(code, value):
    """A value as a report tells it."""
    if code == "agreement":
        return {"f": "au féminin", "m": "au masculin", "both": "les deux formes"}.get(value, "")
    if code.startswith(FEE):
        return money.euros(value)
    return f"{value}"
