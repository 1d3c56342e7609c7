"""What others see of a person: the one door by which a page, a list or an export reads them.

``seen`` gives what the person shows and nothing else; a facet that is not shown, or that is empty,
is not there at all.
"""

from django.urls import reverse

from coopstudio.french.dates import short_day
from coopstudio.french.phones import phone
from coopstudio.french.typography import de
from members.models import Availability
from members.states import Facet, Weekday


def told(person, *, on):
    """What each facet would say, shown or not, for its person alone: {facet: words}."""
    skills = [f"{skill}" for skill in person.skills.all()]
    time = Availability.objects.filter(person=person).first()
    return {
        Facet.PHOTO: person.photo_words or "Votre photo" if person.photo_id else "",
        Facet.HEADLINE: person.headline,
        Facet.ABOUT: person.about,
        Facet.LIMITS: person.limits,
        Facet.TOWN: person.town,
        Facet.SKILLS: ", ".join(skills),
        Facet.AVAILABILITY: said_of(time) if time and time.holds_on(on) else "",
        Facet.EMAIL: person.email,
        Facet.PHONE: phone(person.phone) if person.phone else "",
        Facet.LINKS: ", ".join(person.links),
    }


def seen(person, *, on):
    """What any other member may read of this member that day, in words: {facet: words}."""
    return {
        facet: words
        for facet, words in told(person, on=on).items()
        if words and person.shows(facet)
    }


def picture_of(person):
    """The address of somebody's photo once it may be shown; nothing before. It changes with it."""
    if not person.photo_id or not person.photo.is_clean:
        return ""
    return f"{reverse('members:picture', args=[person.pk])}?{person.photo.sha256[:8]}"


def words_of(person):
    """What the photo shows, for those who do not see it."""
    return person.photo_words or f"Portrait {de(person)}"


def said_of(availability):
    """Days, time and until when, in one line."""
    days = ", ".join(Weekday(day).label for day in sorted(availability.days))
    until = f"jusqu’au {short_day(availability.until)}" if availability.until else ""
    parts = [days, availability.amount_said, availability.words, until]
    return " · ".join(part for part in parts if part)
