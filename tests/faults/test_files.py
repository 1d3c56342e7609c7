"""The disk of private files is full."""

import os

import pikepdf
import pytest
from django.conf import settings

from applications.models import Application
from coopstudio.files.models import PrivateFile
from tests.applications.factories import call_version, draft
from tests.faults.test_database import disk
from tests.faults.visitors import Visitor
from tests.files.corpus import pdf

pytestmark = pytest.mark.services


def heavy(made):
    """Five megabytes that nothing compresses."""
    page = made.pages[0].obj
    page.Contents = pikepdf.Stream(made, os.urandom(5_000_000))


@pytest.mark.fault(13)
def test_a_full_disk_of_files_is_said_and_leaves_no_orphan(house, seen):
    version = call_version()
    settings.PRIVATE_ROOT.mkdir(parents=True, exist_ok=True)
    house.open("web")
    with disk(settings.PRIVATE_ROOT, 13):
        drafts = [draft(version) for _ in range(3)]
        answers = [
            Visitor(house.port, draft=one.pk).send_file(
                "/candidater/parcours/", "cv", "CV.pdf", pdf(change=heavy)
            )
            for one in drafts
        ]
        kept = PrivateFile.objects.count()
        files = len([path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()])
        held = Application.objects.exclude(cv=None).count()

    seen(f"answers {[one.status for one in answers]}, {kept} rows, {files} files, {held} held")
    assert [one.status for one in answers] == [302, 302, 422]
    assert "disque" in answers[2].words or "place" in answers[2].words
    assert kept == files == held == 2
