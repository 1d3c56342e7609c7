"""What is asked outside, and a tutor who walks beside somebody for a time."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample

DAY, LATER = date(2026, 12, 3), date(2027, 2, 1)
PLAN = {"other": "Odile D’Almeida", "light_on": DAY, "none_on": LATER}


@letter(
    "members.outside_wished",
    occasion="Quand une formation à l’extérieur est demandée, au secrétariat.",
    sample=sample(by="Zoé Étienne", craft="droit et ressources humaines", organisation="La Coop",
                  cost=85_000),
)  # fmt: skip
def outside_wished(training, keeper, *, write):
    write(
        to=keeper.letterbox,
        key=f"{training.pk}:{keeper.pk}",
        about=training,
        first_name=keeper.first_name,
        by=f"{training.asked_by}",
        craft=training.get_craft_display(),
        organisation=training.organisation,
        cost=training.cost,
        link=address(reverse("members:outside_training", args=[training.pk])),
    )


@letter(
    "members.outside_decided",
    occasion="Quand une réponse est inscrite à une demande de formation, à qui la souhaite.",
    sample=sample(is_granted=True, organisation="La Coop", organ="conseil d’administration",
                  day=DAY, reference="point 6"),
)  # fmt: skip
def outside_decided(training, person, *, write):
    write(
        to=person.letterbox,
        key=f"{training.pk}:{person.pk}",
        about=training,
        first_name=person.first_name,
        is_granted=training.state == "granted",
        organisation=training.organisation,
        organ=training.organ,
        day=training.decided_on,
        reference=training.reference,
        link=address(reverse("members:outside_training", args=[training.pk])),
    )


def _plan(tutorship, person):
    return {
        "first_name": person.first_name,
        "other": f"{tutorship.other(person)}",
        "is_tutor": person.pk == tutorship.tutor_id,
        "light_on": tutorship.light_on,
        "none_on": tutorship.none_on,
        "link": address(reverse("members:tutorship", args=[tutorship.pk])),
    }


@letter(
    "members.tutorship_offered",
    occasion="Quand un tutorat est proposé à deux personnes.",
    sample=sample(is_tutor=False, **PLAN),
)
def tutorship_offered(tutorship, person, *, write):
    write(
        to=person.letterbox,
        key=f"{tutorship.pk}:{person.pk}",
        about=tutorship,
        **_plan(tutorship, person),
    )


@letter(
    "members.tutorship_begun",
    occasion="Quand les deux personnes d’un tutorat ont dit oui.",
    sample=sample(is_tutor=True, **PLAN),
)
def tutorship_begun(tutorship, person, *, write):
    write(
        to=person.letterbox,
        key=f"{tutorship.pk}:{person.pk}",
        about=tutorship,
        **_plan(tutorship, person),
    )


@letter(
    "members.tutorship_ended",
    occasion="Quand un tutorat ne se fait pas ou s’arrête, à l’autre et à qui l’a proposé.",
    sample=sample(newcomer="Zoé Étienne", tutor="Odile D’Almeida", was_running=False),
)
def tutorship_ended(tutorship, person, *, was_running, write):
    write(
        to=person.letterbox,
        key=f"{tutorship.pk}:{person.pk}",
        about=tutorship,
        first_name=person.first_name,
        newcomer=f"{tutorship.newcomer}",
        tutor=f"{tutorship.tutor}",
        was_running=was_running,
        link=address(reverse("members:learning")),
    )


@letter(
    "members.review_asked",
    until="Une fois par point du tutorat.",
    occasion="Quelques jours avant un point de tutorat, aux deux personnes.",
    sample=sample(is_tutor=False, day=DAY, **PLAN),
)
def review_asked(review, person, *, write):
    _of_review(review, person, write)


@letter(
    "members.review_recalled",
    until="Une fois, tant que le point n’est pas fait.",
    occasion="Au jour d’un point de tutorat resté sans réponse, une seule fois.",
    sample=sample(is_tutor=False, day=DAY, **PLAN),
)
def review_recalled(review, person, *, write):
    _of_review(review, person, write)


@letter(
    "members.review_diverged",
    occasion="Quand les deux réponses d’un point de tutorat diffèrent, aux deux seules personnes.",
    sample=sample(is_tutor=False, day=DAY, **PLAN),
)
def review_diverged(review, person, *, write):
    _of_review(review, person, write)


@letter(
    "members.review_settled",
    occasion="Quand un point de tutorat est conclu, aux deux personnes.",
    sample=sample(is_tutor=False, day=DAY, fades=True, is_over=False, next_on=LATER, **PLAN),
)
def review_settled(review, person, *, write):
    tutorship = review.tutorship
    is_over = tutorship.ended_at is not None
    following = tutorship.reviews.filter(settled_at=None).first()
    _of_review(
        review,
        person,
        write,
        fades=review.fades,
        is_over=is_over,
        next_on=following.due_on if following else "",
    )


def _of_review(review, person, write, **more):
    write(
        to=person.letterbox,
        key=f"{review.pk}:{person.pk}",
        about=review.tutorship,
        day=review.due_on,
        **_plan(review.tutorship, person) | more,
    )
