"""The bytes of private files in a bucket of an object storage (S3), which several machines share.

Loaded only where ``COOP_BUCKET`` names one: its client is heavy. Nobody is ever sent to the
bucket: the house reads it, and hands over through its own door. Names are those of the disk, so
that any tool that copies files moves a house from one to the other; whatever else stands in the
bucket (a backup that somebody put there) is not ours, and is left alone.
"""

import re
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

IN_MEMORY = 1 << 20  # bytes: beyond, a file waits on the disk, without a name
GONE = "NoSuchKey"  # never « no such bucket »: a wrong name would make every file be given up
OURS = re.compile(r"[0-9a-f]{2}/[^/]+")
PATIENCE = Config(
    connect_timeout=3,
    read_timeout=10,  # seconds: the house cuts a transaction that sleeps for 30
    retries={"total_max_attempts": 2, "mode": "standard"},
    request_checksum_calculation="when_required",  # storages of others do not know the new ones
    response_checksum_validation="when_required",
)


@cache
def storage():
    """What django-storages makes of our settings: nothing public, no address ever given."""
    return S3Storage(
        bucket_name=settings.BUCKET["name"],
        endpoint_url=settings.BUCKET["endpoint"] or None,
        region_name=settings.BUCKET["region"] or None,
        access_key=settings.BUCKET["key"] or None,
        secret_key=settings.BUCKET["secret"] or None,
        client_config=PATIENCE.merge(Config(s3={"addressing_style": settings.BUCKET["style"]})),
        default_acl=None,
        file_overwrite=True,  # a name is drawn by chance, once
        querystring_auth=True,
    )


@contextmanager
def _told():
    """Whatever the storage says, as a disk would say it."""
    try:
        yield
    except ClientError as refusal:
        code = refusal.response.get("Error", {}).get("Code")
        kind = FileNotFoundError if code == GONE else OSError
        raise kind(5, f"object storage: {code}") from refusal
    except (BotoCoreError, Boto3Error) as silence:
        raise OSError(5, f"object storage: {type(silence).__name__}") from silence


def keep(name, content):
    """Send the bytes: the storage shows an object whole, or not at all."""
    with _told():
        storage().bucket.put_object(Key=name, Body=content, ContentType="application/octet-stream")


def opened(name):
    """The bytes, all fetched, as a file. Raises FileNotFoundError, or OSError."""
    found = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (who asks closes it)
    with _told():
        shutil.copyfileobj(storage().bucket.Object(name).get()["Body"], found)
    found.seek(0)
    return found


def drop(name):
    with _told():
        storage().delete(name)


def dated():
    """(name, when it was written, in seconds of Unix) of everything of ours that stands there."""
    with _told():
        for each in storage().bucket.objects.all():
            if OURS.fullmatch(each.key):
                yield each.key, each.last_modified.timestamp()


def greet():
    """Raises OSError unless the bucket answers."""
    with _told():
        storage().connection.meta.client.head_bucket(Bucket=settings.BUCKET["name"])
