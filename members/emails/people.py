"""What members say of each other, by invitation. One may silence these letters."""

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample
from members.preferences import unsubscribe
from members.states import Topic


@letter(
    "members.testimony_asked",
    occasion="Quand un ou une membre vous invite à dire ce que vous avez vu de son travail.",
    sample=sample(name="Léo Jacquot", craft="communication"),
)
def testimony_asked(testimony, *, write):
    write(
        to=testimony.witness.letterbox,
        key=f"{testimony.pk}",
        about=testimony.person,
        unsubscribe=unsubscribe(testimony.witness, Topic.LEARNING),
        first_name=testimony.witness.first_name,
        name=testimony.person.full_name,
        craft=testimony.get_craft_display(),
        link=address(reverse("members:testimony", args=[testimony.pk])),
    )


@letter(
    "members.testimony_given",
    occasion="Quand une personne que vous avez invitée a témoigné.",
    sample=sample(name="Léo Jacquot", craft="communication"),
)
def testimony_given(testimony, *, write):
    write(
        to=testimony.person.letterbox,
        key=f"{testimony.pk}",
        about=testimony.witness,
        unsubscribe=unsubscribe(testimony.person, Topic.LEARNING),
        first_name=testimony.person.first_name,
        name=testimony.witness.full_name,
        craft=testimony.get_craft_display(),
        link=address(reverse("members:testimonies")),
    )
