"""A version of the statutes, written down as it was adopted; the categories of members it names."""

from datetime import timedelta

from django import forms
from django.core.validators import MaxValueValidator

from coopstudio.french.fields import DayField, EuroField, LineField, ProseField
from members.states import Quorum

YEAR = timedelta(days=366)


class DaysField(forms.IntegerField):
    """So many days; none if nothing is said."""

    def __init__(self, *, most=400, **options):
        super().__init__(min_value=0, validators=[MaxValueValidator(most, MOST)], **options)
        self.error_messages |= {
            "required": "Indiquez un nombre de jours, 0 s’il n’y en a pas.",
            "invalid": "Écrivez un nombre de jours, par exemple 15.",
            "min_value": "Un nombre de jours n’est pas négatif.",
        }
        self.unit = "jours"


MOST = "C’est plus que ce qui est raisonnable : vérifiez, pas plus de %(limit_value)s."


class StatutesForm(forms.Form):
    """What the statutes say that the house must know. Everything else stays in their text."""

    use_required_attribute = False

    adopted_on = DayField(label="Adoptés le", earliest=-80 * YEAR, latest=timedelta(0))
    validated_by = LineField(
        label="Validés par",
        max_length=120,
        missing="Indiquez qui a adopté cette version.",
        help_text="Par exemple : assemblée générale extraordinaire, procès-verbal, point 3.",
    )
    readable_at = forms.URLField(
        label="Où les lire",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Écrivez une adresse entière, par exemple https://…"},
        help_text="L’adresse du texte, s’il est en ligne.",
    )
    rules_version = LineField(
        label="Règlement intérieur",
        max_length=80,
        required=False,
        help_text="Sa version, par exemple « du 12 mai 2026 ».",
    )
    admission_organ = LineField(label="Admet les membres", max_length=120, missing="Qui admet ?")
    removal_organ = LineField(label="Décide d’une radiation", max_length=120, missing="Qui ?")
    exclusion_organ = LineField(label="Décide d’une exclusion", max_length=120, missing="Qui ?")
    refusal_needs_reason = forms.BooleanField(
        label="Un refus ou un report d’admission se motive", required=False
    )
    fee_minimum = EuroField(label="Cotisation minimale")
    fee_usual = EuroField(label="Cotisation habituelle")
    active_needs_fee = forms.BooleanField(
        label="L’adhésion ne commence qu’une fois la première cotisation payée", required=False
    )
    fee_grace_days = DaysField(
        label="Délai de grâce",
        help_text="Après l’échéance, avant qu’une cotisation soit en retard.",
    )
    removal_clause = ProseField(
        label="Clause de radiation pour non-paiement",
        max_length=2000,
        required=False,
        help_text="Mot pour mot. Vide : les statuts n’en disent rien, et une mise en demeure part "
        "alors en recommandé.",
    )
    removal_notice_days = DaysField(label="Délai d’une mise en demeure")
    appeal_route = ProseField(
        label="Voie de recours",
        max_length=1000,
        required=False,
        help_text="Ce que peut encore faire une personne radiée ou exclue.",
    )
    resignation_notice_days = DaysField(
        label="Préavis de démission",
        help_text="La démission est libre : au-delà de trois mois, un préavis serait abusif. La "
        "page des statuts le signale, sans l’empêcher.",
    )
    defence_days = DaysField(
        label="Délai de la défense",
        help_text="Entre l’envoi des griefs et une décision d’exclusion.",
    )
    suspended_may_vote = forms.BooleanField(
        label="Une personne suspendue ou en pause garde son vote", required=False
    )
    assembly_notice_days = DaysField(label="Convocation de l’assemblée générale", most=90)
    board_notice_days = DaysField(label="Convocation du conseil", most=90)
    proxies_most = forms.IntegerField(
        label="Pouvoirs qu’une personne peut porter",
        min_value=0,
        max_value=50,
        error_messages={
            "required": "Indiquez un nombre, 0 si aucun pouvoir n’est possible.",
            "invalid": "Écrivez un nombre, par exemple 2.",
            "min_value": "Ce nombre n’est pas négatif.",
            "max_value": "C’est plus que ce qui est raisonnable : vérifiez.",
        },
    )

    assembly_quorum = forms.ChoiceField(
        label="Quorum de l’assemblée générale",
        choices=Quorum,
        required=False,
        help_text="La part des voix convoquées qui doit être présente ou représentée.",
    )
    board_quorum = forms.ChoiceField(label="Quorum du conseil", choices=Quorum, required=False)

    PARTS = (
        ("version", "La version", ("adopted_on", "validated_by", "readable_at", "rules_version")),
        ("admettre", "Admettre", ("admission_organ", "refusal_needs_reason")),
        (
            "cotiser",
            "Cotiser",
            ("fee_minimum", "fee_usual", "fee_grace_days", "active_needs_fee"),
        ),
        (
            "partir",
            "Partir",
            ("resignation_notice_days", "suspended_may_vote"),
        ),
        (
            "radier",
            "Radier pour non-paiement",
            ("removal_organ", "removal_clause", "removal_notice_days", "appeal_route"),
        ),
        ("exclure", "Exclure", ("exclusion_organ", "defence_days")),
        (
            "reunir",
            "Réunir",
            (
                "assembly_notice_days",
                "board_notice_days",
                "proxies_most",
                "assembly_quorum",
                "board_quorum",
            ),
        ),
    )

    @property
    def parts(self):
        """[(key, title, [bound fields])]: as one reads statutes."""
        return [(key, title, [self[name] for name in names]) for key, title, names in self.PARTS]


class CategoryForm(forms.Form):
    """A category of members, in the words of the statutes."""

    use_required_attribute = False

    name = LineField(
        label="Nom du collège",
        max_length=80,
        missing="Donnez le nom du collège.",
        help_text="Par exemple : membres actifs.",
    )
    masculine = LineField(label="Au masculin", max_length=80, missing="Par exemple : membre actif.")
    feminine = LineField(label="Au féminin", max_length=80, missing="Par exemple : membre active.")
    opened_on = DayField(label="Depuis le", earliest=-80 * YEAR, latest=YEAR)
    votes = forms.BooleanField(label="Vote en assemblée générale", required=False, initial=True)
