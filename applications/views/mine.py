"""Which application of their own stands behind an address."""

from django.shortcuts import get_object_or_404

from applications.models import Application


def mine(request):
    """The applications that the person signed in has sent; a founder's own only, here."""
    received = Application.objects.received().belonging_to(request.user)
    return received.select_related("version", "cv", "person")


def my_application(request, number):
    """That one; for anybody else there is none."""
    return get_object_or_404(mine(request), number=number)
