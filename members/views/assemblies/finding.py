"""One assembly, for those to whom it shows itself; for everybody else it does not exist."""

from django.shortcuts import get_object_or_404

from members.models import Assembly


def found(request, pk):
    """The assembly with its statutes; 404 for a stranger."""
    visible = Assembly.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("statutes", "prepared_by"), pk=pk)
