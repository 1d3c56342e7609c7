"""What French people type is taken; what could deceive is refused, in a sentence, at once."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError

from coopstudio.french.fields import (
    AddressField,
    DayField,
    EuroField,
    FutureMomentField,
    LineField,
    MomentField,
    PhoneField,
    PostcodeField,
    ProseField,
)
from coopstudio.french.fields.texts import LINK

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def refusal(field, typed):
    """The one sentence with which ``field`` refuses ``typed``, found quickly."""
    start = time.process_time()
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert time.process_time() - start < 0.4
    assert len(refused.value.messages) == 1
    return refused.value.messages[0]


# --- amounts ---


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1 234,56", 123_456),
        ("1\u00a0234,56", 123_456),
        ("1\u202f234,56", 123_456),
        ("1\u2009234,56", 123_456),
        ("1234.56", 123_456),
        ("1 234", 123_400),
        ("5€", 500),
        (" 5,5 € ", 550),
        ("30 euros", 3_000),
        ("999 999,99", 99_999_999),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, cents):
    assert EuroField().clean(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        "-5", "0", "-0", "0,001", "12,345", "1e3", "1_000", "0x10", "NaN", "Infinity", "1E400",
        "9" * 5_000, "٣", "１２", "1.234,56", "12 34", "+5", "1,2,3", "cinq", "5 $", "€", "1\n2",
        "1000000,00", "\0", "5" * 40,
    ],
)  # fmt: skip
def test_an_amount_that_could_be_misread_is_refused(typed):
    assert refusal(EuroField(), typed)


def test_the_ceiling_is_named():
    field = EuroField(maximum=500_000)

    assert refusal(field, "5000,01") == "Le plus grand montant possible est 5\u202f000\u00a0€."
    assert refusal(field, "9" * 5_000) == "Le plus grand montant possible est 5\u202f000\u00a0€."


def test_the_floor_is_named():
    assert refusal(EuroField(minimum=1_000), "9,99") == (
        "Le plus petit montant possible est 10\u00a0€."
    )


def test_a_kept_amount_comes_back_as_one_types_it():
    class Fee(forms.Form):
        fee = EuroField()

    assert 'value="1234,50"' in str(Fee(initial={"fee": 123_450})["fee"])
    assert 'value="12,345"' in str(Fee({"fee": "12,345"})["fee"])
    assert not Fee({"fee": "1 234,50 €"}, initial={"fee": 123_450}).has_changed()


# --- words ---


@pytest.mark.parametrize(
    "typed",
    ["Élise Œuvrard-d'Arc", "Nguyễn", "👩‍👩‍👧‍👦 Zoé", "أحمد شالوم שלום", "O’Brien", "🇫🇷", "佐藤"],
)
def test_every_name_is_kept_as_it_was_typed(typed):
    assert LineField(max_length=80).clean(typed) == typed


def test_a_decomposed_name_is_composed():
    assert LineField().clean("Zoe\u0301") == "Zoé"


@pytest.mark.parametrize(
    "typed",
    [
        "Jean\r\nBcc: x@y.fr", "Jean\nDupont", "Jean\u2028Dupont", "Jean\tDupont", "a\0b",
        "a\u202eb", "a\u2066b", "Z" + "\u0301" * 200, "Visitez https://evil", "www.evil.fr",
        "javascript:alert(1)", "\ud800", "a" * 81,
    ],
)  # fmt: skip
def test_a_line_refuses_what_deceives_or_breaks(typed):
    assert refusal(LineField(max_length=80), typed)


@pytest.mark.parametrize("typed", ["", "   ", "\t\n ", "\u200b", "\u200d\u200d", "\u00a0", None])
def test_what_does_not_show_is_nothing(typed):
    assert refusal(LineField(missing="Écrivez votre prénom."), typed) == "Écrivez votre prénom."
    assert refusal(ProseField(missing="Dites-nous quoi."), typed) == "Dites-nous quoi."
    assert LineField(required=False).clean(typed) == ""


def test_an_address_of_a_site_may_stand_where_it_is_asked():
    assert LineField(no_links=False).clean("https://visio.fr/abc") == "https://visio.fr/abc"


def test_prose_keeps_its_lines():
    assert ProseField().clean("Un\r\n\r\n  deux\u2028trois\x0bquatre ") == (
        "Un\n\n  deux\ntrois\nquatre"
    )


@pytest.mark.parametrize("typed", ["a\0b", "\x1b[2J", "a\u202eb", "\udcff", "e" + "\u0300" * 9])
def test_prose_refuses_what_cannot_be_kept(typed):
    assert refusal(ProseField(), typed)


def test_the_limit_of_prose_is_told_with_the_count():
    assert refusal(ProseField(), "a" * 1_000_000) == (
        "C’est un peu long : 10\u202f000\u00a0signes au plus, et il y en a 1\u202f000\u202f000."
    )
    assert ProseField().clean("é\r\n" * 5_000) == ("é\n" * 5_000).strip()


@pytest.mark.parametrize("typed", ["{{7*7}}", "{% debug %}", "${7*7}", "%(x)s", "<script>"])
def test_code_is_only_text(typed):
    assert LineField().clean(typed) == typed
    assert ProseField().clean(typed) == typed


# --- how to reach somebody ---


def test_an_address_is_known_by_its_lower_case():
    assert AddressField().clean(" A@B.FR ") == "a@b.fr"
    assert AddressField().clean("zoe@exämple.fr") == "zoe@xn--exmple-cua.fr"


@pytest.mark.parametrize(
    "typed",
    [
        "a@b.fr\nBcc:x@y.fr", "a@b.fr,c@d.fr", "a@b.fr;c@d.fr", "a@b@c.fr", "a" * 321,
        "mıke@x.fr", "лев@x.ru", "camille", "@b.fr", "a@b", "a..b@c.fr", "a b@c.fr",
        "a@" + "é" * 100 + ".fr", "a\0@b.fr", "<a@b.fr>", "a@b.fr\u202e",
    ],
)  # fmt: skip
def test_what_is_not_one_address_is_refused(typed):
    assert refusal(AddressField(), typed)


def test_an_accent_in_an_address_is_explained():
    assert refusal(AddressField(), "élise@orange.fr") == (
        "Une adresse e-mail s’écrit sans accent. Voulez-vous dire elise@orange.fr ?"
    )


def test_a_mistyped_domain_is_told():
    assert refusal(AddressField(), "zoe@gmial.com") == (
        "Il n’y a pas de courrier à cette adresse. Voulez-vous dire zoe@gmail.com ?"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "0612345678",
        "+33 (0)6 12 34 56 78", "+33612345678", "0033612345678",
        "06\u00a012\u00a034\u00a056\u00a078",
    ],
)  # fmt: skip
def test_a_french_number_is_read_however_it_is_cut(typed):
    assert PhoneField().clean(typed) == "+33612345678"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0262 12 34 56", "+262262123456"),
        ("0692 12 34 56", "+262692123456"),
        ("0590 90 12 34", "+590590901234"),
        ("0596 30 12 34", "+596596301234"),
        ("0594 30 12 34", "+594594301234"),
        ("+41 79 123 45 67", "+41791234567"),
    ],
)
def test_numbers_from_overseas_and_abroad_are_read(typed, kept):
    assert PhoneField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["12", "٠٦١٢٣٤٥٦٧٨", "06 12 34 56 7", "0" * 40, "appelez-moi"])
def test_what_is_no_number_is_refused(typed):
    assert refusal(PhoneField(), typed)


def test_a_kept_number_comes_back_by_pairs():
    class Card(forms.Form):
        phone = PhoneField()

    kept = "06\u00a012\u00a034\u00a056\u00a078"
    assert f'value="{kept}"' in str(Card(initial={"phone": "+33612345678"})["phone"])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01000", "01000"),
        ("21 000", "21000"),
        ("20090", "20090"),
        ("ch-1201", "CH-1201"),
        ("SW1A 1AA", "SW1A 1AA"),
    ],
)
def test_a_postcode_keeps_its_zero_and_its_country(typed, kept):
    assert PostcodeField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["1000", "710000", "00000", "٧٥٠٠١", "2100O?", "-" * 12, "2100A", "ABC", "99999"]
)
def test_what_is_no_postcode_is_refused(typed):
    assert refusal(PostcodeField(), typed)


# --- days and hours ---


@pytest.mark.parametrize(
    "typed", ["2026-05-01", "01/05/2026", "1/5/2026", "1.5.2026", "1er mai 2026", "01 mai 2026"]
)
def test_a_day_is_read_as_people_write_it(typed):
    with time_machine.travel(NOW, tick=False):
        assert DayField().clean(typed) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "0001-01-01", "9999-12-31", "10000-01-01", "0000-00-00", "31/02/2026", "29/02/2027",
        "01/02/03", "demain", "2026-5", "٠١/٠٥/٢٠٢٦", "1" * 5_000, "01/05/2026 12:00", "\0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", [DayField, MomentField])
def test_a_day_that_is_none_is_refused(field, typed):
    if field is MomentField:
        typed = typed.removesuffix(" 12:00")
    assert refusal(field(), typed if field is DayField else typed)


def test_bounds_are_named():
    field = DayField(earliest=date(2026, 1, 1), latest=timedelta(days=9))

    with time_machine.travel(NOW, tick=False):
        early, late = refusal(field, "31/12/2025"), refusal(field, "02/12/2026")

    assert early == "Choisissez une date à partir du 1er janvier 2026."
    assert late == "Choisissez une date jusqu’au 1er décembre 2026."


@pytest.mark.parametrize(
    "typed", ["2026-12-03T14:30", "03/12/2026 14:30", "03/12/2026 à 14 h 30", "3/12/2026, 14h30"]
)
def test_a_moment_is_read_in_the_time_of_paris(typed):
    with time_machine.travel(NOW, tick=False):
        assert FutureMomentField().clean(typed) == datetime(2026, 12, 3, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [
        ("2027-03-28T02:30", "Cette nuit-là les horloges passent de 2 h à 3 h"),
        ("2027-10-31T02:30", "Cette nuit-là les horloges reculent"),
        ("2026-11-22T09:59", "Ce moment est déjà passé"),
        ("2030-01-01T10:00", "Choisissez un moment jusqu’au"),
        ("03/12/2026", "Ajoutez l’heure"),
        ("03/12/2026 25:00", "Cette heure n’existe pas"),
        ("03/12/2026 10:75", "Cette heure n’existe pas"),
        ("9999-12-31T10:00", "Écrivez le jour et l’heure ainsi"),
        ("0001-01-01T00:00", "Écrivez le jour et l’heure ainsi"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(typed, beginning):
    with time_machine.travel(NOW, tick=False):
        assert refusal(FutureMomentField(), typed).startswith(beginning)


def test_a_kept_moment_comes_back_in_the_time_of_paris():
    class Meeting(forms.Form):
        at = MomentField()

    kept = datetime(2026, 12, 3, 13, 30, tzinfo=UTC)
    assert 'value="2026-12-03T14:30"' in str(Meeting(initial={"at": kept})["at"])


# --- the words of refusals ---


def test_no_field_says_that_it_is_obligatory():
    class Everything(forms.Form):
        a, b, c = AddressField(), DayField(), EuroField()
        d, e, f = LineField(), MomentField(), PhoneField()
        g, h, i = PostcodeField(), ProseField(), forms.BooleanField()
        j = forms.ChoiceField(choices=[("x", "x")])

    said = [message for messages in Everything({}).errors.values() for message in messages]

    assert len(said) == 10
    assert not [message for message in said if "obligatoire" in message]


def test_a_choice_off_the_list_is_refused_in_our_words():
    field = forms.ChoiceField(choices=[("x", "x")])

    assert refusal(field, "<script>") == (
        "Ce choix n’est pas proposé ici : prenez-en un dans la liste."
    )


@pytest.mark.parametrize("typed", ["21 août 2026", "21 aout 2026", "21 AOÛT 2026", "21/08/2026"])
def test_a_month_is_understood_without_its_accents(typed):
    assert DayField().clean(typed) == date(2026, 8, 21)


def test_a_line_of_a_million_letters_is_read_once():
    """Not once more for each of its letters: the old expression would have taken hours."""
    assert LINK.search("é" * 1_000_000) is None
