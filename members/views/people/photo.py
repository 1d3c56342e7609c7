"""One's photo: given, taken back, and shown to those who may see it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.files import api as files
from coopstudio.refusals import Refused
from members.actions import people
from members.forms.preferences import PhotoForm
from members.models import Person
from members.permissions import is_member
from members.profiles.seen import picture_of, words_of
from members.states import Facet


@never_cache
@requires(is_member)
def photo(request):
    """Give a photo, or another one."""
    form = PhotoForm(request.POST or None, request.FILES or None, words=request.user.photo_words)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            people.add_photo(request.user, told["photo"], words=told["words"])
        except Refused as refusal:
            form.add_error("photo", str(refusal))
        else:
            messages.success(request, "Votre photo est reçue. Choisissez si les membres la voient.")
            return redirect("members:showing")
    status = 422 if form.errors else 200
    context = {"form": form, "photo": picture_of(request.user), "words": words_of(request.user)}
    return render(request, "members/profile/photo.html", context, status=status)


@require_POST
@requires(is_member)
def photo_removal(request):
    """Take the photo back."""
    try:
        people.remove_photo(request.user, at=timezone.now())
        messages.success(request, "Votre photo est effacée.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:photo")


@require_safe
def picture(request, pk):
    """The photo of a member who shows it; one's own, shown or not."""
    seen = Person.objects.visible_to(request.user, on=timezone.localdate())
    person = get_object_or_404(seen.select_related("photo"), pk=pk, photo__isnull=False)
    if person.pk != request.user.pk and not person.shows(Facet.PHOTO):
        raise Http404
    return _fresh(request, person.photo)


def _fresh(request, file):
    """The picture, unless the browser has this very one."""
    try:
        answer = files.shown(file)
    except files.NotYetChecked as waiting:
        raise Http404 from waiting
    return get_conditional_response(request, etag=answer["ETag"], response=answer)
