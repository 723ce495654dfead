"""Who marks which branch: nobody near to it, loads as even as shares allow, the same plan for the same facts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.assessments.assigning import Branch, Interests, Load, Scorer, Why, assign

pytestmark = pytest.mark.pure


@st.composite
def facts(draw):
    """Branches by unit and zone, people with narrow or wide work, interests of both kinds."""
    units = draw(st.integers(1, 6))
    branches = [
        Branch(key, unit, draw(st.sampled_from([8, 8, 11])), unit % 3, draw(st.sampled_from("ab")))
        for key, unit in enumerate(draw(st.lists(st.integers(0, units - 1), max_size=30)))
    ]
    people = [
        Scorer(
            100 + number,
            draw(st.sampled_from([0, 50, 100, 100])),
            frozenset(draw(st.sets(st.integers(0, 2), max_size=2))),
            frozenset(draw(st.sets(st.sampled_from("ab"), max_size=1))),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    keys = st.integers(100, 105)
    near = Interests(
        draw(st.frozensets(st.tuples(keys, st.integers(0, 5)), max_size=5)),
        draw(st.frozensets(st.tuples(keys, st.integers(0, 29)), max_size=5)),
    )
    return branches, people, near


def may(person, branch, near):
    return (
        person.load > 0
        and (not person.zones or branch.zone in person.zones)
        and (not person.types or branch.type in person.types)
        and (person.key, branch.unit) not in near.units
        and (person.key, branch.key) not in near.branches
    )


@given(facts(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_branch_is_given_to_who_may_mark_it_or_named_with_the_reason(drawn, keep_units):
    branches, people, near = drawn

    plan = assign(branches, people, near, keep_units=keep_units)

    known = {person.key: person for person in people}
    assert sorted([*plan.given, *plan.left]) == [branch.key for branch in branches]
    assert [b for b in branches if b.key in plan.given and not may(known[plan.given[b.key]], b, near)] == []
    assert [b for b in branches if b.key in plan.left and any(may(each, b, near) for each in people)] == []


@given(facts(), st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_the_rows_changes_nothing(drawn, keep_units, chance):
    branches, people, near = drawn
    mixed_branches, mixed_people = list(branches), list(people)
    chance.shuffle(mixed_branches)
    chance.shuffle(mixed_people)

    again = assign(mixed_branches, mixed_people, near, keep_units=keep_units)

    assert again == assign(branches, people, near, keep_units=keep_units)


@given(facts())
@settings(max_examples=60, deadline=None)
def test_no_branch_could_go_to_somebody_who_then_carries_less(drawn):
    branches, people, near = drawn

    plan = assign(branches, people, near)

    known = {person.key: person for person in people}
    better = [
        (branch, taker)
        for branch in branches
        for taker in people
        if branch.key in plan.given and may(taker, branch, near) and taker.key != plan.given[branch.key]
        if evens_out(plan, branch, known[plan.given[branch.key]], taker)
    ]
    assert better == []


def evens_out(plan, branch, giver, taker):
    """Whether the sum of load² / share would fall if the branch changed hands."""
    gives = (2 * plan.loads[giver.key].weight - branch.weight) * taker.load
    return gives > (2 * plan.loads[taker.key].weight + branch.weight) * giver.load


@given(st.lists(st.integers(1, 13), min_size=1, max_size=9), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_loads_differ_by_one_branch_and_by_one_unit_where_units_stay_whole(sizes, n):
    keys = iter(range(200))
    branches = [Branch(next(keys), unit, 25) for unit, size in enumerate(sizes) for _branch in range(size)]
    people = [Scorer(key) for key in range(n)]

    parted, kept = assign(branches, people), assign(branches, people, keep_units=True)

    one, other = ([load.branches for load in plan.loads.values()] for plan in (parted, kept))
    assert max(one) - min(one) <= 1
    assert max(other) - min(other) <= max(sizes)
    assert sum(load.units for load in kept.loads.values()) == len(sizes)


def test_shares_are_kept_and_what_stands_counts():
    branches = [Branch(key, key // 4, 10) for key in range(24)]

    plan = assign(branches, [Scorer(1), Scorer(2, load=50)], fixed={0: 2, 1: 2, 2: 9})

    assert [plan.given[key] for key in (0, 1, 2)] == [2, 2, 9]
    assert {key: load.branches for key, load in plan.loads.items()} == {1: 15, 2: 8}


def test_work_passes_along_a_chain_to_who_is_idle():
    branches = [Branch(key, key, 10, zone=2 if key < 4 else 1) for key in range(12)]
    people = [Scorer(1, zones=frozenset({1})), Scorer(2, zones=frozenset({1, 2})), Scorer(3, zones=frozenset({2}))]

    plan = assign(branches, people)

    assert plan.loads == {key: Load(4, 40, 4) for key in (1, 2, 3)}


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([], Why.NOBODY),
        ([Scorer(1, load=0)], Why.NOBODY),
        ([Scorer(1, zones=frozenset({2}))], Why.ZONE),
        ([Scorer(1, types=frozenset({"b"}))], Why.TYPE),
        ([Scorer(1, zones=frozenset({2})), Scorer(2, types=frozenset({"b"}))], Why.BOTH),
        ([Scorer(1, zones=frozenset({1}))], Why.INTEREST),
    ],
    ids=["nobody", "no-share", "zone", "type", "both", "interest"],
)
def test_branch_that_nobody_can_mark_says_why(people, why):
    near = Interests(units=frozenset({(1, 7)}))

    plan = assign([Branch(5, 7, 10, zone=1, type="a")], people, near)

    assert (plan.given, plan.left) == ({}, {5: why})
