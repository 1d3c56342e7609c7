"""A text of a circle and a newer one of its parent do not hold together: both circles hear it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.models import Decision, Tension
from tests.governance.factories import TODAY, circle, people_of
from tests.governance.register_factories import decision

pytestmark = pytest.mark.django_db


def test_both_circles_find_it_once_in_their_basket_and_both_texts_stand(client):
    above = circle("Cercle Général")
    below, far = circle("Accueil", parent=above), circle("Ailleurs")
    ours, theirs, elsewhere = (decision(one) for one in (below, above, far))
    client.force_login(people_of(below)[0])
    there = reverse("governance:contradiction", args=[ours.pk])

    wrong = client.post(there, {"other": elsewhere.pk, "words": "Deux signatures, ou une ?"})
    done = client.post(there, {"other": theirs.pk, "words": "Deux signatures, ou une ?"})
    again = client.post(there, {"other": theirs.pk, "words": "Encore."})

    assert [one.status_code for one in (wrong, done, again)] == [422, 302, 422]
    told = Tension.objects.filter(key__startswith="contradiction:").order_by("circle")
    assert [(one.circle, one.decision) for one in told] == [(below, ours), (above, theirs)]
    standing = Decision.objects.told_on(TODAY).standing()
    assert standing.filter(pk__in=[ours.pk, theirs.pk]).count() == 2
    assert there in client.get(ours.get_absolute_url()).content.decode()

    told.update(settled_at=timezone.now(), how="Précisé")
    assert client.post(there, {"other": theirs.pk, "words": "Cela revient."}).status_code == 302
    assert Tension.objects.filter(settled_at=None, words__startswith="Cela revient.").count() == 2
