"""A prepared question is put into SQL once, and asked with what is given each time."""

from itertools import product

import psycopg
import pytest
from django.db import NotSupportedError, connection, transaction
from django.db.models import BigIntegerField, CharField, F
from django.urls import get_resolver

from coopstudio.prepared import QUESTIONS, Among, Given, prepared, weighed
from members.models import Membership, Person
from tests.members.factories import member, person

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


def test_it_gives_whole_objects_with_all_that_hangs_on_them(django_assert_num_queries):
    here = member("Ousmane", "Diarra")

    @prepared
    def memberships_of():
        kept = Membership.objects.filter(person=Given("key", BigIntegerField()))
        kept = kept.annotate(years=F("started_on__year")).select_related("person")
        return kept.prefetch_related("facts").defer("person__search")

    with django_assert_num_queries(2):
        (found,) = memberships_of(key=here.pk)
        told = (found.person.full_name, found.years, list(found.facts.all()))

    assert told == ("Ousmane Diarra", found.started_on.year, [])
    assert found == here.memberships.get()
    assert memberships_of(key=0) == []


def test_postgresql_plans_it_once_with_all_that_never_changes_written_in_it():
    @prepared
    def looked_for():
        named = Person.objects.filter(first_name__in=["50 %", "L’une"])
        return named.exclude(Among("pk", "but")).filter(last_name=Given("last", CharField()))

    percent = person("50 %", "d'Aoste")

    for _ in range(3):
        assert looked_for(last="d'Aoste", but=[]) == [percent]
    assert looked_for(last="d'Aoste", but=[percent.pk]) == []
    assert looked_for(last="50 %", but=[2**40]) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(generic_plans + custom_plans), max(statement) FROM pg_prepared_statements"
            " WHERE statement LIKE '%%ANY(%%)%%'"
        )
        times, statement = cursor.fetchone()
    assert times >= 3
    assert "'50 %'" in statement
    assert "$2" in statement


def test_a_number_beyond_all_counts_is_that_of_nothing():
    @prepared
    def somebody():
        return Person.objects.filter(pk=Given("key", BigIntegerField()))

    assert somebody(key=10**30) == []


def test_a_question_of_which_the_value_weighs_is_planned_each_time():
    @weighed
    def called():
        return Person.objects.filter(last_name=Given("last", CharField()))

    mehdi = person("Mehdi", "Zerrouki")

    assert [called(last="Zerrouki") for _ in range(6)] == [[mehdi]] * 6
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
                       ['%"last_name" = ($1::varchar%'])  # fmt: skip
        assert cursor.fetchone() == (0,)


def test_each_shape_is_a_question_of_its_own():
    noemie, mehdi = person(), person("Mehdi", "Zerrouki")

    @prepared
    def people(but_one=False, most=9):  # noqa: FBT002 (a shape)
        found = Person.objects.order_by("pk")
        if but_one:
            found = found.exclude(pk=Given("key", BigIntegerField()))
        return found[:most]

    assert people() == [noemie, mehdi]
    assert people(True, key=noemie.pk) == [mehdi]  # noqa: FBT003 (a shape)
    assert people(False, 1) == [noemie]  # noqa: FBT003 (a shape)


def test_it_gives_dictionaries():
    noemie = person()

    @prepared
    def named():
        return Person.objects.filter(pk=Given("key", BigIntegerField())).values("pk", "first_name")

    assert named(key=noemie.pk) == [{"pk": noemie.pk, "first_name": "Noémie"}]


def test_no_question_keeps_the_hour_at_which_it_was_first_asked(time_machine):
    """What never changes is written in the SQL for good: « today » is given, each time."""
    assert get_resolver().url_patterns  # every page is read, and what it asks
    ours = [
        (one, shape)
        for one in QUESTIONS
        if not one.__module__.startswith("tests")
        for shape in shapes_of(one)
    ]

    time_machine.move_to("2026-03-01 09:00Z", tick=False)
    before = [words_of(*one) for one in ours]
    time_machine.move_to("2027-09-09 19:00Z", tick=False)

    assert len(ours) > 60
    for one, said in zip(ours, before, strict=True):
        assert words_of(*one) == said, one


def shapes_of(question):
    """What its parameters may be: each one that is said or not, both ways."""
    given = question.__defaults__ or ()
    return list(product(*((False, True) if one is False else (one,) for one in given)))


def words_of(question, shape):
    """The SQL and what is written in it, by its name where it is given."""
    sql, words = question(*shape).query.sql_with_params()
    given = (Given, Among)
    return sql, [one.name if isinstance(one, given) else f"{one}" for one in words]


@prepared
def _photo_words_of():
    return Person.objects.filter(pk=Given("key", BigIntegerField())).values_list("photo_words")


@pytest.fixture
def lengthened():
    """A migration of another process: it gives ``photo_words`` another length."""
    connection.ensure_connection()
    dsn, secret = connection.connection.info.dsn, connection.settings_dict["PASSWORD"]
    change = "ALTER TABLE members_person ALTER photo_words TYPE varchar({})".format

    def lengthen(length=333):
        with psycopg.connect(dsn, password=secret, autocommit=True) as other:
            other.execute(change(length))

    yield lengthen
    lengthen(Person._meta.get_field("photo_words").max_length)


@pytest.mark.django_db(transaction=True)
def test_a_column_that_a_migration_lengthens_refuses_no_older_connection(lengthened):
    noemie = person(photo_words="De face")
    _photo_words_of(key=noemie.pk)

    lengthened()

    assert _photo_words_of(key=noemie.pk) == [("De face",)]


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_the_rollback_forgets_the_older_plan(lengthened):
    noemie = person(photo_words="De face")
    _photo_words_of(key=noemie.pk)

    lengthened()
    with pytest.raises(NotSupportedError), transaction.atomic():
        _photo_words_of(key=noemie.pk)

    with transaction.atomic():
        assert _photo_words_of(key=noemie.pk) == [("De face",)]
