"""The demonstration's lists: sums that pages show, and the cells beside a candidate."""

import pytest

from apps.ledgers.demonstration import add_lists
from apps.ledgers.made_up import BRANDS, CASES, GRANTS
from apps.ledgers.models import Apart
from apps.ledgers.selectors import brands_like, grants_of
from apps.organisations.choices import Role
from tests.factories import make_committee, make_person, make_unit

UNITS = ("市政务服务和大数据局", "市人社局", "市民政局", "市妇联")


def test_made_up_sums_hold():
    granted = sum(yuan for _unit, yuan, *_rest in GRANTS)
    to_pilots = sum(yuan for _unit, yuan, _day, is_pilot, _spent in GRANTS if is_pilot)

    assert (len(GRANTS), granted, to_pilots) == (37, 3_126_000, 2_104_000)
    assert all(sum(spent) <= yuan for _unit, yuan, _day, _pilot, spent in GRANTS)
    assert (len(BRANDS), sum(case[-1] for case in CASES)) == (40, 33)


@pytest.mark.django_db
def test_candidate_of_the_picture_has_its_grant_and_brands_alike():
    committee = make_committee()
    units = {name: make_unit(committee, name) for name in UNITS}
    staff = make_person("周敏", Role.STAFF, committee)

    counts = add_lists(committee, staff)

    hall = units["市政务服务和大数据局"]
    told = grants_of(hall)[0]
    assert counts == {"funds": 4, "fund-uses": 6, "brands": 5, "cases": 2, "case-reuses": 3, "honours": 2}
    assert (told["granted"], told["used"], told["left"]) == (5_000_000, 3_120_000, 1_880_000)
    assert [(row["title"], row["year"], row["is_own"], row["apart"]) for row in brands_like("“一窗办”", hall)] == [
        ("一窗办", 2023, True, "同一单位沿用"),
        ("一窗办", 2025, True, "同一单位沿用"),
        ("一窗通办", 2024, False, ""),
    ]
    assert Apart.objects.get().reason == "同一单位沿用"
