"""What is written of a membership: copied from minutes or a letter, or asked by its member."""

from datetime import timedelta

from django import forms

from coopstudio.files.fields import PdfField
from coopstudio.french import dates
from coopstudio.french.fields import DayField, FutureMomentField, LineField, ProseField

YEAR = timedelta(days=366)
TODAY = timedelta(0)


class Unhurried(forms.Form):
    """Nothing is refused before it is sent; several of them may stand on one page."""

    use_required_attribute = False

    def __init__(self, *args, **options):
        options.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **options)


class DecisionForm(Unhurried):
    """What an organ decided, copied from its minutes."""

    organ = LineField(label="Décidé par", max_length=120, missing="Indiquez l’organe qui a décidé.")
    decided_on = DayField(label="Décidé le", earliest=-5 * YEAR, latest=TODAY)
    reference = LineField(
        label="Référence",
        max_length=120,
        missing="Indiquez où retrouver la décision.",
        help_text="Par exemple : procès-verbal du 3 décembre 2026, point 4.",
    )


class WithDays(DecisionForm):
    """From one day to another; the second may stay open."""

    since = DayField(label="À partir du", earliest=-YEAR, latest=YEAR)
    until = DayField(
        label="Jusqu’au",
        required=False,
        earliest=-YEAR,
        latest=5 * YEAR,
        help_text="Vide : jusqu’à ce que la reprise soit enregistrée.",
    )

    def clean(self):
        _refuse_backwards(self)
        return self.cleaned_data


class LiftForm(DecisionForm):
    """The end of a suspension, which the organ decides like its beginning."""

    on = DayField(label="Levée à partir du", earliest=-YEAR, latest=YEAR)


class LeaveForm(WithDays):
    """A pause that the organ agrees to. No reason is asked."""


class DeclineForm(DecisionForm):
    """A pause that the organ does not agree to."""

    words = ProseField(
        label="Ce que nous lui disons",
        max_length=4000,
        required=False,
        help_text="Ces mots partent tels quels dans la lettre.",
    )


class SuspensionForm(WithDays):
    """A sanction, with what the person is told of it."""

    words = ProseField(
        label="Ce que nous lui disons",
        max_length=4000,
        missing="Dites à la personne pourquoi : elle doit pouvoir y répondre.",
        help_text="Ces mots partent tels quels dans la lettre. Rien de la santé, de la famille "
        "ni des opinions.",
    )

    def clean(self):
        told = super().clean()
        since, decided_on = told.get("since"), told.get("decided_on")
        if since and decided_on and since < decided_on:
            self.add_error("since", "Une sanction court au plus tôt du jour de sa décision.")
        return told


class ResignationForm(Unhurried):
    """A resignation that came by e-mail or by post, written down by the secretary."""

    received_on = DayField(label="Reçue le", earliest=-YEAR, latest=TODAY)
    wished = DayField(
        label="Dernier jour souhaité",
        required=False,
        earliest=-YEAR,
        latest=2 * YEAR,
        help_text="Seulement si la personne demande une date plus lointaine que le préavis.",
    )
    words = ProseField(
        label="Le message reçu",
        max_length=10_000,
        required=False,
        help_text="Collez l’e-mail tel qu’il est venu : un simple e-mail suffit pour démissionner.",
    )


class MyResignationForm(Unhurried):
    """One's own resignation; no reason is asked."""

    wished = DayField(
        label="Partir plus tard",
        required=False,
        earliest=TODAY,
        latest=2 * YEAR,
        help_text="Vide : le plus tôt que permettent les statuts.",
    )
    sure = forms.BooleanField(
        label="Je quitte l’association, et je sais que cela ne se reprend qu’avec son accord",
        error_messages={"required": "Cochez la case pour confirmer votre démission."},
    )


class MyLeaveForm(Unhurried):
    """A pause that one asks for. No reason is asked, none is kept."""

    since = DayField(label="À partir du", earliest=TODAY, latest=YEAR)
    until = DayField(
        label="Jusqu’au",
        required=False,
        earliest=TODAY,
        latest=2 * YEAR,
        help_text="Vide si vous ne savez pas encore.",
    )

    def clean(self):
        _refuse_backwards(self)
        return self.cleaned_data


class ReturnForm(Unhurried):
    """Back from a pause."""

    on = DayField(label="De retour le", earliest=-YEAR, latest=YEAR)


class DeathForm(Unhurried):
    """The date, and whom somebody may call."""

    died_on = DayField(label="Date du décès", earliest=-2 * YEAR, latest=TODAY)
    kin = ProseField(
        label="Qui joindre",
        max_length=2000,
        required=False,
        help_text="Un nom et un numéro, pour qu’une personne appelle. Rien ne part d’ici.",
    )


class SignatureForm(Unhurried):
    """Signing a formal notice; the number when the statutes are silent."""

    letter_number = LineField(
        label="Numéro du recommandé",
        max_length=40,
        required=False,
        help_text="Indispensable quand les statuts ne prévoient pas la radiation.",
    )


class ProofForm(Unhurried):
    """The receipt of the registered letter."""

    proof = PdfField(
        label="L’avis de réception, numérisé",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text="Un PDF. Seules les personnes qui lisent cette page l’ouvrent.",
    )


class RemovalForm(DecisionForm):
    """The radiation that the organ decided after the deadline."""

    letter_number = LineField(
        label="Numéro du second recommandé",
        max_length=40,
        required=False,
        help_text="Indispensable quand les statuts ne prévoient pas la radiation.",
    )


class GrievancesForm(Unhurried):
    """What is held against somebody, in facts."""

    grievances = ProseField(
        label="Les griefs",
        max_length=10_000,
        missing="Écrivez ce qui est reproché : sans griefs précis, il n’y a pas de défense.",
        help_text="Des faits, des dates, la règle en cause. La personne lira exactement ceci.",
    )


class SendingForm(Unhurried):
    """Sending the grievances, with an hour and a place to be heard, both or neither."""

    hearing_at = FutureMomentField(
        label="Jour et heure de l’audition",
        required=False,
        latest=YEAR,
        help_text="Vide : la lettre n’en propose pas, et la personne peut la demander.",
    )
    place = LineField(
        label="Lieu de l’audition",
        max_length=120,
        required=False,
        help_text="Une adresse et une salle, ou un lien de visio.",
    )

    def clean(self):
        told = super().clean()
        at, place = told.pop("hearing_at", None), told.pop("place", "")
        if at and not place and "place" not in self.errors:
            self.add_error("place", "Dites où : une heure sans lieu ne se rejoint pas.")
        if place and not at and "hearing_at" not in self.errors:
            self.add_error("hearing_at", "Dites le jour et l’heure.")
        told["hearing"] = f"le {dates.moment(at)}, {place}" if at else ""
        return told


class NewHearingForm(SendingForm):
    """Another hour or place to be heard, told by a letter that replaces the first."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("hearing_at", "place"):
            self.fields[name].required = True
        self.fields["hearing_at"].help_text = ""


class HearingForm(Unhurried):
    """The person was heard."""

    on = DayField(label="Entendue le", earliest=-YEAR, latest=TODAY)


class VerdictForm(DecisionForm):
    """What the organ decided of an exclusion."""

    reasons = ProseField(
        label="Les motifs", max_length=10_000, missing="Écrivez les motifs : la décision les doit."
    )
    absent = forms.BooleanField(
        label="La personne concernée n’a pas siégé",
        error_messages={"required": "Nul ne siège dans sa propre affaire : cochez, ou annulez."},
    )


class DefenceForm(Unhurried):
    """One's own defence."""

    words = ProseField(
        label="Votre réponse",
        max_length=10_000,
        missing="Écrivez votre réponse ; vous pourrez la reprendre jusqu’à la décision.",
        help_text="Elle est lue par les personnes qui tiennent le registre et par l’organe qui "
        "décide, et par personne d’autre.",
    )


def _refuse_backwards(form):
    since, until = form.cleaned_data.get("since"), form.cleaned_data.get("until")
    if since and until and until < since:
        form.add_error("until", "La date de fin est avant la date de début.")
