"""What whoever prepares a contract says, that no row of the house knows; what a change says."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone

from contributions.contracts.facts import COOLING_OFF, Said, amount_of
from contributions.contracts.library import suits
from contributions.models import Clause, Need, Version
from coopstudio.french import money
from coopstudio.french.fields import DayField, EuroField, LineField
from members.models import Person
from members.states import Role

YEAR = timedelta(days=366)
MOST_NEEDS = 3
NO_SIREN = (
    "La maison ne connaît pas encore de SIREN à l’association : le contrat dira qu’elle n’en a pas "
    "à ce jour."
)


class SigningForUs(forms.Form):
    """Who signs for the association, as what, by which decision."""

    use_required_attribute = False

    signs_for = forms.ModelChoiceField(
        label="Qui signe pour l’association", queryset=Person.objects.none(), empty_label=None,
        error_messages={"required": "Choisissez qui signe pour l’association."},
    )  # fmt: skip
    quality = LineField(
        label="En qualité de", max_length=120, missing="Dites à quel titre, par exemple présidente."
    )
    mandate = LineField(
        label="Décision qui autorise à signer", max_length=160,
        missing="Dites quelle décision autorise cette signature.",
        help_text="Par exemple : conseil du 3 février 2027, point 2.",
    )  # fmt: skip
    on = DayField(label="Contrat daté du", earliest=-YEAR, latest=timedelta(0))

    def __init__(self, data=None, *, contributor, known=(), **more):
        today = timezone.localdate()
        last = Version.objects.order_by("issued_at").last()
        ours = last.facts["association"] if last and last.facts else {}
        known = {"on": today, "quality": ours.get("quality", "")} | dict(known)
        super().__init__(data, initial=known, **more)
        founders = Person.objects.holding(Role.FOUNDER, on=today).exclude(pk=contributor.pk)
        self.fields["signs_for"].queryset = founders
        self.ours = ours

    @property
    def signing(self):
        """Who, as what, by which decision, on which day: what the actions take."""
        return {name: self.cleaned_data[name] for name in ("signs_for", "quality", "mandate", "on")}


class PreparationForm(SigningForUs):
    """A contract written from a promise."""

    place = LineField(label="Fait à", max_length=80, missing="Dites où le contrat est fait.")
    rna = forms.RegexField(
        r"^W\d{9}$", label="Numéro RNA",
        error_messages={
            "required": "Écrivez le numéro RNA : il est sur le récépissé de déclaration.",
            "invalid": "Un numéro RNA s’écrit W suivi de neuf chiffres.",
        },
    )  # fmt: skip
    seat = LineField(label="Adresse du siège", missing="Écrivez l’adresse du siège.")
    born_on = DayField(label="Jour de naissance", earliest=-110 * YEAR, latest=timedelta(0))
    born_in = LineField(
        label="Lieu de naissance", max_length=80, missing="Écrivez le lieu de naissance."
    )
    address = LineField(label="Adresse", missing="Écrivez l’adresse de la personne.")
    words = LineField(
        label="Le montant, en toutes lettres", missing="Écrivez le montant en toutes lettres.",
        help_text="Relisez-le : les lettres et les chiffres doivent dire la même somme.",
    )  # fmt: skip
    kept = forms.MultipleChoiceField(
        label="Articles qui ne sont pas obligatoires", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Décochez ceux dont les deux côtés se passent.",
    )  # fmt: skip

    def __init__(self, data=None, *, pledge):
        cents, person = amount_of(pledge), pledge.person
        super().__init__(data, contributor=person, known=_known(pledge, cents))
        self.initial |= {name: self.ours.get(name, "") for name in ("rna", "seat")}
        self.initial["rna"] = self.initial["rna"] or settings.HOUSE.rna
        if not settings.HOUSE.siren:
            self.fields["rna"].help_text = NO_SIREN
        optional = _optional(pledge.form)
        self.fields["kept"].choices = [
            (one.code, one.title.replace("{jours}", f"{COOLING_OFF}")) for one in optional
        ]
        self.initial["kept"] = [one.code for one in optional]
        self._need_fields(pledge, cents)

    def _need_fields(self, pledge, cents):
        for rank in range(1, MOST_NEEDS + 1):
            need = forms.ModelChoiceField(
                label="Besoin" if rank == 1 else f"Besoin {rank}",
                empty_label="choisissez un besoin" if rank == 1 else "aucun autre",
                queryset=Need.objects.filter(closed_on=None), required=rank == 1,
                error_messages={"required": "Dites à quel besoin l’apport est affecté."},
            )  # fmt: skip
            self.fields[f"need_{rank}"] = need
            part = EuroField(label="Pour", required=rank == 1)
            part.unit = "€"
            self.fields[f"part_{rank}"] = part
        self.initial |= {"need_1": pledge.need_id, "part_1": cents}

    @property
    def need_rows(self):
        return [(self[f"need_{rank}"], self[f"part_{rank}"]) for rank in range(1, MOST_NEEDS + 1)]

    @property
    def said(self):
        """What only a person can say, as the facts of the contract take it."""
        told = self.cleaned_data
        names = ("rna", "seat", "born_on", "born_in", "address", "place", "words")
        needs = [(told[f"need_{rank}"], told[f"part_{rank}"]) for rank in range(1, MOST_NEEDS + 1)]
        every = {code for code, _title in self.fields["kept"].choices}
        return Said(
            **{name: told[name] for name in names},
            needs=tuple((need, cents) for need, cents in needs if need and cents),
            left_out=frozenset(every - set(told["kept"])),
        )


class AmendmentForm(SigningForUs):
    """What changes, and why. The amount never does."""

    why = LineField(
        label="Ce que change cette version", max_length=300,
        missing="Dites ce que change cette version.",
        help_text="Par exemple : Inès a déménagé. Le montant, lui, ne change pas.",
    )  # fmt: skip
    address = LineField(label="Adresse de la personne qui apporte", missing="Écrivez l’adresse.")


class LeavingForm(forms.Form):
    """Why a contract is left unsigned, if one wishes to say it."""

    why = LineField(label="Un mot, si vous voulez", max_length=200, required=False)


class GivenBackForm(forms.Form):
    """The day on which what came went back."""

    use_required_attribute = False

    on = DayField(label="Rendu le", earliest=-YEAR, latest=timedelta(0))


def _known(pledge, cents):
    return {
        "words": money.in_words(cents) if cents else "",
        "place": settings.HOUSE.seat,
        "address": ", ".join(pledge.person.postal_lines),
    }


def _optional(form):
    found = Clause.objects.on(timezone.localdate()).filter(is_mandatory=False)
    return [one for one in found if suits(one, form)]
