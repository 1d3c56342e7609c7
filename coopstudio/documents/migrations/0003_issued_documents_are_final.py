from django.db import migrations

from coopstudio.final import final_once

SAID = ("kind", "title", "template", "data", "subject_kind", "subject_id", "content", "sha256",
        "asked_at", "issued_at")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_documents_are_tried_again"),
        ("journal", "0002_entries_are_final"),
    ]

    operations = [final_once("documents_document", state="issued", fields=SAID)]
