"""The line of a gate, against a plain reading of its rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.demonstrations.cutting import Cut, Standing, cut, seats_of


def standings(*places: int | None) -> list[Standing]:
    """Candidates 1, 2, … on these places, all of whom may pass; 0 may not."""
    return [Standing(n, place or None, place != 0) for n, place in enumerate(places, start=1)]


@pytest.mark.parametrize(
    ("places", "seats", "expected"),
    [
        ((1, 2, 3), None, Cut((1, 2, 3), (), 0, (), ())),
        ((1, 2, 3), 5, Cut((1, 2, 3), (), 0, (), ())),
        ((1, 2, 3), 2, Cut((1, 2), (), 0, (3,), ())),
        ((1, 2, 2, 4), 3, Cut((1, 2, 3), (), 0, (4,), ())),
        ((1, 2, 2, 4), 2, Cut((1,), (2, 3), 1, (4,), ())),
        ((1, 1, 1), 2, Cut((), (1, 2, 3), 2, (), ())),
        ((0, 1, 2), 1, Cut((2,), (), 0, (3,), (1,))),
    ],
)
def test_cut_draws_the_line(places, seats, expected):
    assert cut(standings(*places), seats) == expected


@given(st.lists(st.integers(0, 6), max_size=12), st.integers(1, 8))
def test_cut_loses_nobody_and_never_passes_too_many(places, seats):
    rows = standings(*places)

    line = cut(rows, seats)

    together = [*line.passed, *line.tied, *line.below, *line.failed]
    assert sorted(together) == [row.candidate for row in rows]
    assert len(line.passed) + line.seats <= seats
    assert bool(line.tied) == bool(line.seats)
    assert len(line.tied) > line.seats or not line.tied


@pytest.mark.parametrize(
    ("asked", "seats"),
    [
        ((122, None, None, 0), None),
        ((122, 10, None, 0), 10),
        ((122, 10, None, 2), 12),
        ((122, None, 250, 0), 31),
        ((3, None, 100, 0), 1),
        ((122, 40, 250, 3), 34),
    ],
)
def test_seats_by_number_share_and_spare_places(asked, seats):
    assert seats_of(*asked) == seats
