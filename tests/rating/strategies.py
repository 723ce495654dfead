"""Random branches that crowd where rules bite: around the lines, blank, tied, vetoed, in few groups."""

from hypothesis import strategies as st

from apps.rating.rulebook import Rulebook
from tests.rating.rulebooks import Branch

GROUPS = st.sampled_from(["", "甲", "乙", "丙"])


def section_marks(rulebook: Rulebook, code: str) -> st.SearchStrategy[tuple[int | None, ...]]:
    criteria = [criterion for criterion in rulebook.criteria if criterion.section == code]
    line = next((star.line for star in rulebook.stars if star.section == code), 0)
    share = line // len(criteria)

    def near(offset: int) -> tuple[int | None, ...]:
        wanted = [share - share % each.step + offset * each.step for each in criteria]
        return tuple(max(0, min(each.maximum, mark)) for each, mark in zip(criteria, wanted, strict=True))

    free = [
        st.none() | st.integers(0, each.maximum // each.step).map(lambda steps, each=each: steps * each.step)
        for each in criteria
    ]
    crowded = [near(offset) for offset in (-1, 0, 1)] + [
        tuple(each.maximum for each in criteria),
        (None,) * len(criteria),
    ]
    return st.sampled_from(crowded) | st.tuples(*free)


def branches(rulebook: Rulebook) -> st.SearchStrategy[Branch]:
    marks = st.tuples(*(section_marks(rulebook, section.code) for section in rulebook.sections))
    vetoes = st.just(()) | st.lists(st.sampled_from([veto.code for veto in rulebook.vetoes]), unique=True).map(tuple)
    return st.builds(
        Branch,
        marks=marks.map(lambda sections: tuple(mark for section in sections for mark in section)),
        vetoes=vetoes,
        zone=GROUPS,
        unit=GROUPS,
        type=GROUPS,
    )
