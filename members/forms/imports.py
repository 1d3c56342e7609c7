"""Which sheet one gives, and what each of its columns says."""

from django import forms
from django.utils import timezone

from coopstudio.french.fields import DayField, LineField
from coopstudio.french.fields.moments import YEAR
from coopstudio.sheets.api import LIMIT
from members.importing.asked import columns_asked
from members.importing.columns import choices, refused
from members.models import Category, Detail, FeeYear, Statutes
from members.states import Priority

NOT_KEPT = (
    "Elle n’a pas été gardée. Si elle dit autre chose, changez son titre et redonnez la feuille."
)
ONLY_TO_POST = "Elle ne se garde que des personnes sans e-mail : c’est là que la maison leur écrit."
SHEETS = ".xlsx,.ods,.csv,.txt,text/csv"


class SheetField(forms.FileField):
    """A file of a spreadsheet; what stands inside it is judged by whoever reads it."""

    default_error_messages = {
        "required": "Choisissez un fichier : XLSX, ODS ou CSV.",
        "empty": "Ce fichier est vide. Choisissez-en un autre.",
        "invalid": "Le fichier n’est pas arrivé. Choisissez-le de nouveau.",
        "missing": "Le fichier n’est pas arrivé. Choisissez-le de nouveau.",
    }
    widget = forms.FileInput({"accept": SHEETS})

    def widget_attrs(self, widget):
        """The browser knows the limit too: what is too heavy is said before it leaves."""
        return super().widget_attrs(widget) | {"data-octets": LIMIT}


class SheetForm(forms.Form):
    """The sheet, and the name of the leaf when there are several."""

    use_required_attribute = False

    file = SheetField(
        label="Votre feuille de membres",
        help_text="XLSX, ODS ou CSV, 10 Mo et 20 000 lignes au plus.",
    )
    sheet = LineField(
        label="Nom de l’onglet", max_length=120, required=False,
        help_text="S’il y en a plusieurs. Sinon, le premier qui contient quelque chose est lu.",
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """What each column says, and what holds for the lines that do not say it."""

    use_required_attribute = False

    since = DayField(
        label="Membres depuis le", required=False, earliest=-100 * YEAR, latest=0 * YEAR,
        help_text="Pour les lignes qui n’ont pas de date d’adhésion.",
    )  # fmt: skip
    category = forms.ModelChoiceField(
        Category.objects.none(), label="Collège", required=False, empty_label="aucun",
        help_text="Pour les lignes qui n’en disent pas.",
        error_messages={"invalid_choice": "Choisissez un collège de la liste."},
    )  # fmt: skip
    organ = LineField(
        label="Admission par",
        max_length=120,
        required=False,
        help_text="L’organe qui les a admis, tel que vos statuts le nommaient.",
    )
    reference = LineField(
        label="Où c’est écrit", max_length=120, required=False,
        help_text="Par exemple « registre papier, 2019 à 2026 ».",
    )  # fmt: skip
    priority = forms.ChoiceField(
        label="Quand la maison et la feuille ne disent pas la même chose, on garde",
        choices=Priority, widget=forms.RadioSelect,
    )  # fmt: skip
    priority.notes = {
        "house": "La feuille ne fait que compléter ce qui manque.",
        "sheet": "Sauf pour qui entre déjà ici : ce qu’une personne dit d’elle-même reste.",
    }

    def __init__(self, data=None, *, import_):
        super().__init__(data, initial=_known(import_))
        self.import_ = import_
        self.fields["category"].queryset = Category.objects.open(on=timezone.localdate())
        years = FeeYear.objects.order_by("-starts_on").values_list("name", flat=True)
        words = choices(years, columns_asked(Detail.objects.open()))
        for rank, (title, code) in enumerate(zip(import_.head, import_.columns, strict=True)):
            self.fields[f"col{rank}"] = _choice(title, words[:1] if refused(title) else words, code)

    @property
    def columns(self):
        """(title, field, three values met, why it is better left or little read) of each column."""
        seen = [line.cells for line in self.import_.lines.all()[:3]]
        for rank, title in enumerate(self.import_.head):
            values = [cells[rank] for cells in seen if rank < len(cells) and cells[rank]]
            field = self[f"col{rank}"]
            why = f"{refused(title)} {NOT_KEPT}" if refused(title) else ""
            yield title, field, values, ONLY_TO_POST if field.value() == "street" else why

    @property
    def said(self):
        return [self.cleaned_data[f"col{rank}"] for rank in range(len(self.import_.head))]

    @property
    def defaults(self):
        names = ("since", "category", "organ", "reference", "priority")
        return {name: self.cleaned_data[name] for name in names}


def _choice(title, words, code):
    field = forms.ChoiceField(
        label=f"Ce que dit la colonne « {title} »", choices=words, required=False, initial=code,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )  # fmt: skip
    field.short_label = title
    return field


def _known(import_):
    """What was said at the last try, else what the statutes in force say."""
    statutes = Statutes.objects.in_force(on=timezone.localdate())
    only = Category.objects.open(on=timezone.localdate())[:2]
    return {
        "since": import_.since,
        "category": import_.category_id or (only[0].pk if len(only) == 1 else None),
        "organ": import_.organ or (statutes.admission_organ if statutes else ""),
        "reference": import_.reference or f"reprise de {import_.name}"[:120],
        "priority": import_.priority,
    }
