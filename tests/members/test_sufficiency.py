"""Is the group sufficient? Pure sums over hands and needs."""

from hypothesis import given
from hypothesis import strategies as st

from members.cohort.sufficiency import Hand, Standing, Wanted, enumerated, told
from members.states import EXPERTISES, FUNCTIONS, Craft, Level

LAN = Hand(1, "Lan Nguyễn", {Craft.FINANCE: Level.TEACH, Craft.LAW: Level.DO}, days=4)
ODILE = Hand(2, "Odile D’Almeida", {Craft.LAW: Level.DO, Craft.FINANCE: Level.LEARN}, days=3)
MAYLIS = Hand(3, "Maylis de Saint-Romain", {Craft.FUNDING: Level.TEACH}, days=2)
WANTED = Wanted(
    least=3, most=5, days=9, variety=0, functions={Craft.FINANCE: 1, Craft.LAW: 2, Craft.FUNDING: 1}
)

levels = st.dictionaries(st.sampled_from(Craft), st.sampled_from(Level))
hands = st.lists(
    st.builds(Hand, st.integers(1, 99), st.just("Une personne"), levels, st.integers(0, 10)),
    max_size=12,
    unique_by=lambda hand: hand.key,
)
wishes = st.builds(
    Wanted,
    st.integers(1, 6),
    st.integers(6, 12),
    st.integers(0, 40),
    st.integers(0, len(EXPERTISES)),
    st.dictionaries(st.sampled_from(FUNCTIONS), st.integers(1, 3)),
)


def test_a_function_that_nobody_knows_is_missing():
    standing = Standing(WANTED, [LAN, ODILE])

    assert standing.missing == [Craft.FUNDING]


def test_somebody_who_wants_to_learn_does_not_cover_a_function():
    finance = Standing(WANTED, [ODILE]).functions[0]

    assert (finance.state, finance.learning) == ("missing", (ODILE,))


def test_a_function_held_by_fewer_than_wanted_leans():
    law = Standing(WANTED, [LAN]).functions[1]

    assert law.state == "leaning"


def test_those_on_whom_several_functions_lean_are_told():
    leans = Standing(WANTED, [LAN, ODILE]).leans

    assert leans == [(LAN, 2)]


def test_a_group_is_sufficient_once_every_need_is_met():
    before, after = Standing(WANTED, [LAN, ODILE]), Standing(WANTED, [LAN, ODILE, MAYLIS])

    assert (before.is_sufficient, after.is_sufficient) == (False, True)


def test_all_that_lacks_is_told_in_words():
    wanted = Wanted(
        least=4, most=5, days=5, variety=1,
        functions={Craft.FINANCE: 1, Craft.LAW: 2, Craft.FUNDING: 1},
    )  # fmt: skip

    assert Standing(wanted, [LAN]).lacks == [
        "trois personnes de plus",
        "droit et ressources humaines (1 sur 2)",
        "recherche de financements (personne encore)",
        "un métier tenu par deux personnes (0 sur 1)",
        "un jour par mois (4 sur 5)",
    ]


def test_too_many_people_are_not_sufficient_either():
    wanted = Wanted(least=1, most=1, days=0, variety=0)

    assert Standing(wanted, [LAN, ODILE]).is_sufficient is False


def test_variety_counts_the_trades_that_two_people_know():
    trainer = {Craft.TRAINING: Level.DO}
    pair = [Hand(1, "A", trainer), Hand(2, "B", trainer)]

    assert Standing(WANTED, pair).paired == [Craft.TRAINING]
    assert Standing(WANTED, pair[:1]).paired == []


def test_the_public_words_name_functions_and_nobody():
    words = told(6, 7, 10, [Craft.FUNDING, Craft.LAW])

    assert words == [
        "Le groupe compte six personnes ; il en faudra de sept à dix.",
        "Il manque surtout : recherche de financements et droit et ressources humaines.",
    ]


def test_a_group_of_nobody_is_told_honestly():
    assert told(0, 7, 10, []) == [
        "Le groupe n’est pas encore formé ; il en faudra de sept à dix.",
    ]


def test_lists_are_read_as_one_speaks():
    assert [enumerated("a"), enumerated("ab"), enumerated("abc")] == ["a", "a et b", "a, b et c"]


@given(wishes, hands, hands)
def test_one_more_person_never_uncovers_a_function(wanted, some, more):
    keys = {hand.key for hand in some}
    joined = [*some, *(hand for hand in more if hand.key not in keys)]

    before, after = Standing(wanted, some), Standing(wanted, joined)

    assert set(after.missing) <= set(before.missing)
    assert set(before.covered) <= set(after.covered)


@given(wishes, hands)
def test_each_function_is_in_one_state_and_one_only(wanted, some):
    standing = Standing(wanted, some)

    told_states = [*standing.missing, *standing.leaning, *standing.covered]
    assert sorted(told_states) == sorted(wanted.functions)


@given(wishes, hands)
def test_something_lacks_exactly_when_a_group_is_not_sufficient(wanted, some):
    standing = Standing(wanted, some)

    assert bool(standing.lacks) != standing.is_sufficient
