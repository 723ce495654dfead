"""A draw by a published seed: the same for everybody, in fair parts."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.assessments.drawing import Ball, draw
from apps.core.errors import Invalid

pytestmark = pytest.mark.pure


def urn(**sizes):
    return [
        Ball(hash_free(part, n), "发改委", f"{part}{n}", (part,)) for part, size in sizes.items() for n in range(size)
    ]


def hash_free(part, n):
    return sum(map(ord, part)) * 1000 + n


def test_draw_takes_the_same_share_of_every_part():
    drawn = draw(urn(east=50, west=30, north=20), 1000, "2025-12-01")

    assert {part.names: (part.branches, part.drawn) for part in drawn.parts} == {
        ("east",): (50, 5),
        ("north",): (20, 2),
        ("west",): (30, 3),
    }


def test_draw_can_be_done_again_with_five_lines_of_python():
    balls = urn(east=9)

    drawn = draw(balls, 3400, "seed")

    again = sorted(balls, key=lambda ball: sha256(f"seed|{ball.unit}|{ball.name}".encode()).hexdigest())[:3]
    assert drawn.keys == tuple(ball.key for ball in again)


def test_draw_of_small_parts_gives_the_whole_number_to_the_largest_remainders():
    drawn = draw(urn(a=4, b=3, c=3), 2000, "x")

    assert [part.drawn for part in drawn.parts] == [1, 1, 0] or [part.drawn for part in drawn.parts] == [1, 0, 1]
    assert sum(part.drawn for part in drawn.parts) == 2


@pytest.mark.parametrize(("share", "seed", "code"), [(1000, " ", "no-seed"), (0, "x", "share"), (10_001, "x", "share")])
def test_draw_refuses_no_seed_and_shares_that_are_none(share, seed, code):
    with pytest.raises(Invalid) as refusal:
        draw(urn(a=3), share, seed)

    assert refusal.value.code == code


@given(
    sizes=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40), min_size=1),
    share=st.integers(1, 10_000),
    seed=st.text(min_size=1).filter(str.strip),
    shuffled=st.randoms(use_true_random=False),
)
def test_draw_is_fair_and_the_same_in_every_order(sizes, share, seed, shuffled):
    balls = urn(**sizes)
    drawn = draw(balls, share, seed)
    shuffled.shuffle(balls)

    assert draw(balls, share, seed) == drawn
    assert len(set(drawn.keys)) == max(1, (len(balls) * share * 2 + 10_000) // 20_000)
    assert all(abs(part.drawn - part.branches * share / 10_000) <= 1 for part in drawn.parts)
