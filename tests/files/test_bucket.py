"""A bucket keeps the promises of the disk: private, whole, proved, swept, and never in the way."""

import io
from datetime import UTC, datetime, timedelta

import boto3
import pytest
import time_machine
from botocore.exceptions import ReadTimeoutError
from botocore.response import StreamingBody
from moto import mock_aws

from coopstudio import health
from coopstudio.files import api, bucket, quarantine, store
from coopstudio.files.models import Opening, PrivateFile
from tests.files import corpus
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
TOLD = {"name": "dossiers", "endpoint": "", "region": "eu-west-3", "key": "k", "secret": "s",
        "style": "auto"}  # fmt: skip


@pytest.fixture(autouse=True)
def objects(settings, tmp_path):
    settings.BUCKET, settings.PRIVATE_ROOT = TOLD, tmp_path / "private"
    bucket.storage.cache_clear()
    with mock_aws():
        made = boto3.resource("s3", region_name="eu-west-3").Bucket("dossiers")
        made.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        yield made
    bucket.storage.cache_clear()


@pytest.fixture
def clean():
    file = api.take_in(corpus.upload(corpus.pdf(2)))
    quarantine.scan(file.pk)
    file.refresh_from_db()
    return file


def test_a_file_goes_to_the_bucket_and_comes_back_through_our_door_alone(clean, objects, settings):
    reader = founder()

    answer = api.serve(clean, by=reader)

    content = b"".join(answer.streaming_content)
    assert content == objects.Object(clean.path).get()["Body"].read()
    assert (answer.status_code, answer.has_header("Location")) == (200, False)
    assert [(one.by, one.file) for one in Opening.objects.all()] == [(reader, clean)]
    assert not settings.PRIVATE_ROOT.exists()


def test_nothing_is_said_public_of_what_is_sent(clean, objects):
    grants = objects.Object(clean.path).Acl().grants

    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]
    assert "Noémie" not in clean.path


def test_bytes_that_somebody_changed_are_never_handed_over(clean, objects):
    objects.put_object(Key=clean.path, Body=b"%PDF-1.4 another one")

    with pytest.raises(api.NotYetChecked, match="introuvable"):
        api.serve(clean, by=founder())

    assert not Opening.objects.exists()


def test_bytes_changed_before_the_scan_are_refused_and_thrown_away(objects):
    file = api.take_in(corpus.upload(corpus.pdf()))
    objects.put_object(Key=file.path, Body=b"%PDF-1.4 another one")

    quarantine.scan(file.pk)

    file.refresh_from_db()
    assert file.state == PrivateFile.State.REFUSED


def test_bytes_that_vanished_are_said_in_french(clean, objects):
    objects.Object(clean.path).delete()

    with pytest.raises(api.NotYetChecked, match="introuvable"):
        api.serve(clean, by=founder())
    assert store.content_of(clean) is None


def test_a_bucket_that_refuses_is_said_in_french_and_leaves_no_row(settings):
    settings.BUCKET = TOLD | {"name": "un-autre"}
    bucket.storage.cache_clear()

    with pytest.raises(api.FileRefused, match="n’a pas pu être enregistré"):
        api.take_in(corpus.upload(corpus.pdf()))

    assert not PrivateFile.objects.exists()
    assert not health._files().is_well


def test_the_administrator_knows_that_the_bucket_answers():
    said = health._files()

    assert (said.is_well, said.words) == (True, "À leur place : le seau répond.")


def test_an_erased_file_leaves_the_bucket(clean, objects, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        api.erase(clean)

    assert list(objects.objects.all()) == []


def test_objects_without_a_row_are_swept_after_an_hour(clean, objects):
    objects.put_object(Key="ab/perdu.pdf", Body=b"x")
    quarantine.sweep()
    assert len(store.names()) == 2

    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=True):
        quarantine.sweep()

    assert store.names() == [clean.path]


def test_what_is_not_ours_in_the_bucket_is_never_swept(objects):
    objects.put_object(Key="sauvegardes/2026-11-22.dump", Body=b"x")

    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=True):
        quarantine.sweep()

    assert [one.key for one in objects.objects.all()] == ["sauvegardes/2026-11-22.dump"]


def test_a_file_waits_when_the_bucket_is_not_there(settings):
    file = api.take_in(corpus.upload(corpus.pdf()))
    settings.BUCKET = TOLD | {"name": "un-autre"}
    bucket.storage.cache_clear()

    quarantine.scan(file.pk)

    file.refresh_from_db()
    assert file.state == PrivateFile.State.QUARANTINED
    with pytest.raises(OSError, match="NoSuchBucket"):
        store.content_of(file)


def test_a_bucket_that_breaks_off_is_said_as_a_disk_would(clean, monkeypatch):
    monkeypatch.setattr(StreamingBody, "read", _breaks)

    with pytest.raises(api.NotYetChecked, match="introuvable"):
        api.serve(clean, by=founder())


def _breaks(*_, **__):
    raise ReadTimeoutError(endpoint_url="https://s3")


def test_a_heavy_file_comes_back_whole():
    content = bytes(range(256)) * 10_000
    bucket.keep("ab/lourd.pdf", io.BytesIO(content))

    with bucket.opened("ab/lourd.pdf") as found:
        assert found.read() == content
