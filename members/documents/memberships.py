"""The papers of the way in."""

from coopstudio.documents import api
from coopstudio.french import dates, money
from coopstudio.french.typography import de
from members.models import MembershipRequest
from members.rules import accepted_in


def may_read_bulletin(person, document):
    """The bulletin is for its person, and for those who keep the register."""
    return MembershipRequest.objects.visible_to(person).filter(pk=document.subject_id).exists()


api.readable_by("members.bulletin", may_read_bulletin)


def bulletin(request):
    """The membership form as the person filled it."""
    person, statutes = request.person, request.statutes
    return api.ask(
        "members.bulletin",
        request,
        title=f"Bulletin d’adhésion {de(person.full_name)}",
        template="members/documents/bulletin.html",
        name=person.civil_name,
        belonging=request.belonging,
        email=person.email,
        address=[]
        if person.unproved_since  # it leaves with a letter, and would tell what proves the address
        else [request.street, f"{request.postcode} {request.town}"],
        fee=money.euros(request.fee),
        fee_words=money.in_words(request.fee),
        statutes=dates.short_day(statutes.adopted_on),
        rules=accepted_in(request),
        age=request.get_age_display(),
        needs_agreement=request.needs_agreement,
        organ=statutes.admission_organ,
        words=request.words,
        on=dates.short_day(request.signed_on)
        if request.is_on_paper
        else dates.moment(request.requested_at),
    )
