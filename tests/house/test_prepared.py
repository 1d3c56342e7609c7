"""A prepared question is put into SQL once, and asked with what is given each time."""

import pytest
from django.db.models import BigIntegerField, F

from coopstudio.prepared import Given, prepared
from members.models import Person
from tests.members.factories import person

pytestmark = pytest.mark.django_db


def test_it_is_translated_once_and_answers_each_time():
    translations = []
    noemie, mehdi = person(), person("Mehdi", "Zerrouki")

    @prepared
    def first_name_of():
        translations.append("once")
        given = Given("key", BigIntegerField())
        return Person.objects.annotate(asked=given).filter(pk=F("asked")).values_list("first_name")

    answers = [first_name_of(key=noemie.pk), first_name_of(key=mehdi.pk)]

    assert answers == [[("Noémie",)], [("Mehdi",)]]
    assert translations == ["once"]


def test_what_is_not_given_is_told():
    @prepared
    def nobody():
        return Person.objects.filter(pk=Given("key", BigIntegerField())).values_list("pk")

    with pytest.raises(KeyError):
        nobody()
