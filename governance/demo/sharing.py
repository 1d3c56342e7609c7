"""A text that has grown is shared: what was lived of it, and one proposal for each part."""

from datetime import timedelta

from governance.actions import consents, reviews
from governance.demo.circles import person
from governance.models import Decision
from governance.register.sharing import born_of
from governance.states import Outcome


def plan(world, told):
    world.plan(world.moment(told["at"]), share, told=told, world=world)


def share(*, at, told, world):
    """Its review is opened and written; each part has its own words, and waits in the basket."""
    text = Decision.objects.get(title=told["decision"])
    by = person(told["by"])
    review = reviews.open_review(text, by=by, at=at, words=told["words"])
    reviews.write(review, by=by, at=at, helped=told["helped"], against=told["against"])
    reviews.propose(
        review, by=by, at=at, outcome=Outcome.SPLIT, parts=len(told["parts"]),
        review_on=world.today + timedelta(days=told["review_on"]),
    )  # fmt: skip
    review.refresh_from_db()
    for proposal, (title, words) in zip(born_of(review), told["parts"], strict=True):
        consents.rename(proposal, by=by, at=at, title=title)
        consents.amend(proposal, by=by, at=at, why="Une part du texte, seule.", text=words)
        consents.put_in_basket(proposal, by=by, at=at)
