"""What is written once somebody confirms, and told to nobody."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress

from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members import fees
from members.models import (
    Category,
    FeePayment,
    FeeReceipt,
    Membership,
    Person,
)
from members.states import ImportState, Priority
from tests.members.fees import factories as fee_factories
from tests.members.imports.sheets import (
    AT,
    HEAD,
    MEHDI,
    NOEMIE,
    first,
    known,
    tried,
    verdicts,
    written,
)

pytestmark = pytest.mark.django_db


# --- what is written ---


def test_somebody_new_has_their_membership_and_nothing_else():
    Category.objects.create(
        code="salaries", name="Personnes salariées", masculine="entrepreneur salarié",
        feminine="entrepreneuse salariée", opened_on=date(2020, 1, 1),
    )  # fmt: skip
    head = f"{HEAD};Collège;Admis par;PV;Civilité"

    import_ = written(f"{NOEMIE};personnes salariées;bureau;PV 12;Mme", head=head)

    noemie = Person.objects.get(email="noemie@exemple.fr")
    membership = noemie.memberships.get()
    assert (noemie.agreement, noemie.offices.count(), noemie.is_founder) == ("f", 0, False)
    assert (membership.category.code, membership.organ, membership.reference) == (
        "salaries", "bureau", "PV 12",
    )  # fmt: skip
    assert import_.state == ImportState.DONE


def test_an_unknown_category_is_told_with_those_that_are_known():
    Category.objects.create(
        code="team", name="Équipe", masculine="membre", feminine="membre",
        opened_on=date(2020, 1, 1),
    )  # fmt: skip

    import_ = tried(f"{NOEMIE};Amis", head=f"{HEAD};Collège")

    assert "Équipe" in first(import_).causes[0][1]


def test_nothing_is_sent_to_anybody():
    written(NOEMIE, MEHDI)

    assert Letter.objects.count() == 0


def test_somebody_imported_enters_by_a_code_and_their_address_is_not_proved_before():
    written(NOEMIE)

    address = EmailAddress.objects.get(email="noemie@exemple.fr")
    assert (address.primary, address.verified) == (True, False)
    assert not address.user.has_usable_password()


def test_the_journal_has_one_line_a_person():
    import_ = written(NOEMIE, MEHDI)

    lines = Entry.objects.filter(subject_kind="members.person", actor=import_.by)
    assert sorted(lines.values_list("event", flat=True)) == ["members.imported"] * 2


def test_a_membership_that_ended_is_written_with_its_end():
    written(f"{NOEMIE};31/12/2025", head=f"{HEAD};Départ")

    membership = Membership.objects.get(person__email="noemie@exemple.fr")
    assert membership.ended_on == date(2025, 12, 31)
    assert not Person.objects.members(on=date(2026, 11, 23)).filter(email="noemie@exemple.fr")


def test_a_departure_that_the_house_does_not_know_is_only_told():
    known(since=date(2024, 3, 12))

    import_ = written(f"{NOEMIE};31/12/2025", head=f"{HEAD};Départ")

    assert Membership.objects.get(person__email="noemie@exemple.fr").ended_on is None
    assert any("ne s’importe pas" in cause for cause, _ in first(import_).causes)


def test_a_membership_of_other_days_is_kept_as_the_house_knows_it():
    one = known(since=date(2021, 1, 1))

    import_ = written(NOEMIE)

    assert one.memberships.get().started_on == date(2021, 1, 1)
    assert any("connaît déjà son adhésion" in cause for cause, _ in first(import_).causes)


# --- fees ---


PAYING = f"{HEAD};Cotisation 2026;Réglée le;Moyen"


def test_a_fee_already_paid_goes_to_the_accounts_without_letter_nor_receipt():
    fee_factories.tariff()

    written(f"{NOEMIE};25;15/02/2026;virement", head=PAYING)

    payment = FeePayment.objects.get()
    assert (payment.applied, payment.means, payment.received_on) == (
        2_500, "transfer", date(2026, 2, 15),
    )  # fmt: skip
    assert fees.owed_by(payment.call.person, on=date(2026, 11, 23)) == 0
    assert (Letter.objects.count(), FeeReceipt.objects.count()) == (0, 0)


def test_a_fee_is_taken_over_once():
    fee_factories.tariff()
    written(f"{NOEMIE};25;15/02/2026;virement", head=PAYING)

    again = written(f"{NOEMIE};25;15/02/2026;virement", head=PAYING)

    assert verdicts(again) == ["same"]
    assert FeePayment.objects.count() == 1


@pytest.mark.parametrize("said", ["25;;virement", "25;15/02/2026;", "25;15/02/2026;troc"])
def test_a_fee_without_its_day_or_its_means_is_not_taken_over(said):
    fee_factories.tariff()

    import_ = written(f"{NOEMIE};{said}", head=PAYING)

    assert verdicts(import_) == ["created"]
    assert FeePayment.objects.count() == 0
    assert any("non reprise" in cause for cause, _ in first(import_).causes)


def test_a_fee_of_a_year_without_tariff_is_not_taken_over():
    fee_factories.year()

    import_ = written(f"{NOEMIE};25;15/02/2026;chèque", head=PAYING)

    assert any("aucun tarif" in cause for cause, _ in first(import_).causes)


def test_a_fee_above_what_was_called_is_announced_before_anything_is_written():
    one = known(since=date(2024, 3, 12))
    fee_factories.call(one)

    import_ = tried(f"{NOEMIE};45;15/02/2026;virement", head=PAYING)

    assert any("l’appel n’en demande que 30,00" in cause for cause, _ in first(import_).causes)
    assert not any("déjà payée" in word for word, _before, _after in first(import_).changes)


# --- what the house knows ---


def test_what_is_missing_is_filled_and_what_differs_is_kept():
    one = known(town="Chenôve")

    import_ = written(NOEMIE)

    one.refresh_from_db()
    assert (one.town, one.postcode) == ("Chenôve", "21000")
    assert any("la maison garde « Chenôve »" in cause for cause, _ in first(import_).causes)


def test_the_sheet_wins_when_one_says_so():
    one = known(town="Chenôve")

    written(NOEMIE, priority=Priority.SHEET)

    one.refresh_from_db()
    assert one.town == "Dijon"


def test_what_somebody_who_enters_here_said_of_themselves_always_stays():
    one = known(town="Chenôve", last_login=AT)

    written(NOEMIE, priority=Priority.SHEET)

    one.refresh_from_db()
    assert one.town == "Chenôve"


def test_the_report_says_what_changes_from_what_to_what():
    known(town="Chenôve", phone="+33612345678", postcode="21000", since=date(2024, 3, 12))

    import_ = tried(NOEMIE, priority=Priority.SHEET)

    assert first(import_).changes == [["Commune", "Chenôve", "Dijon"]]
