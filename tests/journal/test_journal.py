"""The journal is written with the fact it tells, and is never rewritten, whoever tries."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError, TextChoices

from coopstudio.journal.api import history, record
from coopstudio.journal.models import Entry
from tests.members.factories import person

pytestmark = pytest.mark.django_db


class Event(TextChoices):
    MET = "tests.met", "s’est présentée"
    LEFT = "tests.left", "est partie"
    CLOSED = "tests.closed", "La révision est close"


def test_a_line_keeps_the_sentence_as_said_that_day():
    noemie, thomas = person("Noémie"), person("Thomas")

    entry = record(Event.MET, noemie, by=thomas, number=12)

    assert (entry.event, entry.sentence, entry.actor) == ("tests.met", "s’est présentée", thomas)
    assert (entry.subject_kind, entry.subject_id) == ("members.person", noemie.pk)
    assert entry.details == {"number": 12}


def test_a_visitor_or_the_clock_writes_without_a_name():
    assert record(Event.MET, person()).actor is None


def test_no_name_stands_before_a_whole_sentence():
    told = [record(event, person(), by=person()).names_nobody for event in Event]

    assert told == [False, False, True]


def test_history_tells_one_thing_in_its_order_with_one_query(django_assert_num_queries):
    noemie, thomas = person("Noémie"), person("Thomas")
    record(Event.MET, noemie, by=thomas)
    record(Event.MET, thomas, by=noemie)
    record(Event.LEFT, noemie, by=noemie)

    with django_assert_num_queries(1):
        told = [(line.sentence, line.actor.first_name) for line in history(noemie)]

    assert told == [("s’est présentée", "Thomas"), ("est partie", "Noémie")]


def test_a_line_goes_with_its_fact_when_the_transaction_fails():
    noemie = person()

    with transaction.atomic():
        record(Event.MET, noemie)
        transaction.set_rollback(True)

    assert not history(noemie).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET sentence = 'a tout inventé'",
        "UPDATE journal_entry SET actor_id = NULL",
        "DELETE FROM journal_entry",
    ],
)
def test_even_the_owner_of_the_tables_cannot_rewrite_it(statement):
    record(Event.MET, person())

    with pytest.raises(IntegrityError, match="is final"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_django_cannot_rewrite_it_either():
    entry = record(Event.MET, person())
    entry.sentence = "autre chose"

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()

    assert Entry.objects.get().sentence == "s’est présentée"


def test_somebody_who_acted_cannot_be_deleted():
    noemie = person()
    record(Event.MET, noemie, by=noemie)

    with pytest.raises(ProtectedError):
        noemie.delete()
