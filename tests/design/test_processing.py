"""The register of processing comes from the code: nothing is kept that it does not say."""

from collections import Counter

import pytest
from django.apps import apps
from django.test import override_settings
from django.urls import reverse

from coopstudio import personal_data, processing
from coopstudio.french.typography import tidy
from tests.members import factories as people

pytestmark = pytest.mark.django_db


def test_every_kind_of_data_belongs_to_one_treatment():
    named = Counter(key for one in processing.TREATMENTS for key in one.keys)

    assert named == Counter(kind.key for kind in personal_data.catalogue())


def test_every_table_belongs_to_one_treatment():
    named = Counter(model for one in processing.TREATMENTS for model in one.tables)
    house = [one for one in apps.get_models() if one._meta.app_label not in processing.NOBODYS]

    assert named == Counter(one for one in house if not one._meta.label.startswith("tests"))


def test_one_may_ask_what_the_ground_gives_and_nothing_else():
    of_ground = processing.RIGHTS

    assert {kind.ground for kind in personal_data.catalogue()} == set(of_ground)
    assert "s’opposer" in of_ground[personal_data.INTEREST]
    assert "emporter une copie" not in of_ground[personal_data.INTEREST]
    assert of_ground[personal_data.LAW] == processing.ALWAYS


@override_settings(HOSTED_BY="Une maison d’ici, Dijon", KEPT_CLOSED_MONTHS=7)
def test_who_answers_for_it_reads_the_register_and_takes_it(client):
    client.force_login(people.secretary())

    page = client.get(reverse("processing")).content.decode()
    sheet = b"".join(client.get(reverse("processing_sheet"), {"forme": "csv"})).decode()

    for one in processing.TREATMENTS:
        assert one.title in page
        for kind in one.kinds:
            assert tidy(kind.until) in page.replace("&#x27;", "'")
    assert "Une maison d’ici, Dijon" in page
    assert "7 mois après la fin" in sheet
    assert sheet.count("\r\n") == len(personal_data.catalogue()) + 1


@pytest.mark.parametrize(
    ("who", "back"), [("founder", "applications:retained"), ("secretary", "home")]
)
def test_the_register_leads_back_to_where_one_came_from(client, who, back):
    client.force_login(getattr(people, who)())

    page = client.get(reverse("processing")).content.decode()

    assert f'<li><a href="{reverse(back)}">' in page
