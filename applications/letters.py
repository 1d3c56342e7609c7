"""The first draft of an answer, for the founders to make their own before it leaves."""

from django.template.loader import render_to_string


def first_draft(application, outcome):
    """The letter that tells ``outcome``, its gaps filled, as plain text."""
    context = {"application": application, "signature": application.version.signature}
    return render_to_string(f"applications/drafts/{outcome}.txt", context, using="letters").strip()
