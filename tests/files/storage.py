"""An object storage of our own (S3), for the time of a test: a server that anybody may ask."""

import http.client
import os
import signal
import subprocess
import sys

import boto3

from coopstudio.start import programs
from tests.faults.house import until
from tests.faults.mailbox import free_port

NAME, KEY, SECRET, REGION = "dossiers", "maison", "un-secret-de-ce-seau", "eu-west-3"


class Storage:
    """One server with one empty bucket; ``environment`` is what a house is told of it."""

    def __init__(self):
        self.address = f"127.0.0.1:{free_port()}"
        self.environment = {
            "COOP_BUCKET": NAME,
            "COOP_BUCKET_ENDPOINT": f"http://{self.address}",
            "COOP_BUCKET_KEY": KEY,
            "COOP_BUCKET_REGION": REGION,
            "COOP_BUCKET_SECRET": SECRET,
            "COOP_BUCKET_STYLE": "path",
        }

    def __enter__(self):
        host, _, port = self.address.partition(":")
        self.process = subprocess.Popen(  # noqa: S603 (our own words)
            [sys.executable, "-m", "moto.server", "-H", host, "-p", port],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=programs.follow_parent(signal.SIGKILL),  # noqa: PLW1509
        )  # fmt: skip
        until(self.answers, "the object storage answers")
        self.bucket.create(CreateBucketConfiguration={"LocationConstraint": REGION})
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def answers(self):
        wire = http.client.HTTPConnection(self.address, timeout=5)
        try:
            wire.request("GET", "/moto-api/")
            return wire.getresponse().status == 200
        except OSError:
            return False
        finally:
            wire.close()

    @property
    def bucket(self):
        return boto3.resource(
            "s3", endpoint_url=f"http://{self.address}", region_name=REGION,
            aws_access_key_id=KEY, aws_secret_access_key=SECRET,
        ).Bucket(NAME)  # fmt: skip

    def holds(self):
        """{name: bytes} of all that stands there."""
        return {one.key: one.get()["Body"].read() for one in self.bucket.objects.all()}
