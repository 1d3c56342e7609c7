"""Lists and sheets of an assembly go on paper as they stand when they are asked for."""

from django.db import transaction

from members import documents


@transaction.atomic
def print_attendance(assembly):
    """The sheets to sign; several when there are many names."""
    return documents.attendance(assembly)


@transaction.atomic
def print_list(assembly):
    """Everybody convened, with an address."""
    return documents.convened_list(assembly)
