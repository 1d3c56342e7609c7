"""The post forgets with the house: words of what goes, then addresses of whom nobody knows."""

from django.db.models import Q
from django.db.models.functions import Lower

from applications.models import Application, Conversation, Farewell
from coopstudio.mail import erasing as post
from members.rights import addresses


def let_go(thing, *given):
    """Forget the letters about a draft or a question that goes, and the addresses it was ``given``
    unless they are somebody's whom the house still knows. Once the thing itself has gone."""
    found = {address.lower() for address in given if address}
    post.forget_words(found, about=[thing], stop=False, kinds="applications.")
    for address in found:
        if not _is_known(address):
            post.forget_words([address], about=[], stop=True)
            forget_address(address)


def forget_address(address):
    """The address goes from the post, at once or as soon as its last letter has left."""
    letter = post.last_waiting(address)
    if letter is None:
        post.forget_address(address)
    else:
        Farewell.objects.get_or_create(letter=letter, defaults={"address": address})


def _is_known(address):
    if addresses.is_known(address) or Farewell.objects.filter(address__iexact=address).exists():
        return True
    here = Q(small=address)
    drafts = Application.objects.alias(small=Lower("email"), linked=Lower("linked_to"))
    talks = Conversation.objects.alias(small=Lower("email"))
    return drafts.filter(here | Q(linked=address)).exists() or talks.filter(here).exists()
