"""The folds of the league table: which places they name, and what takes their place when one is opened."""

from copy import deepcopy

import pytest

from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports import league_stretches
from apps.reports.league_stretches import Fold, overview, unfolded
from apps.reports.views.league_rows import fold_words
from tests import factories
from tests.factories.campaigns import enrol, make_campaign
from tests.factories.houses import flat_marks
from tests.factories.tree import make_branch, make_committee, make_unit, make_zone
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

BRANCHES = 12
TIED = (6, 7)


def build():
    """Twelve branches, all of one level; the seventh and the eighth hold the same place."""
    committee = make_committee()
    unit = make_unit(committee, "市发改委", make_zone(committee, "第一协作区"))
    for number in range(BRANCHES):
        make_branch(unit, f"第{number + 1:02}党支部")
    made = make_campaign(committee, slug="one")
    staff = factories.make_person("周敏", Role.STAFF, committee)
    for number, assessment in enumerate(enrol(made)):
        factories.mark(staff, assessment, flat_marks(A1=1900 - 10 * (TIED[0] if number in TIED else number)))
    run_waiting()
    return made, staff


@pytest.fixture
def campaign(built, db):
    return deepcopy(built)


def told(shown):
    return [(row.first, row.last) if isinstance(row, Fold) else row.rank for row in shown]


def test_fold_names_the_places_of_what_it_hides(campaign):
    rows = current_run(campaign[0]).results.all()

    assert told(overview(rows, [], [])) == [*range(1, 7), (7, 10), 11, 12]


def test_fold_whose_first_rows_share_the_place_above_says_the_others_at_it(campaign, monkeypatch):
    monkeypatch.setattr(league_stretches, "HEAD", 7)
    rows = current_run(campaign[0]).results.all()

    shown = overview(rows, [], [])

    assert told(shown) == [*range(1, 8), (7, 10), 11, 12]
    assert fold_words(shown[7], 7) == "展开并列第 7 名的其他支部，至第 10 名"


def test_a_single_row_is_shown_rather_than_folded(campaign, monkeypatch):
    monkeypatch.setattr(league_stretches, "HEAD", 9)
    rows = current_run(campaign[0]).results.all()

    assert told(overview(rows, [], [])) == [*range(1, 8), 7, 9, 10, 11, 12]


def test_overview_keeps_both_sides_of_a_cut_and_the_own_surroundings(campaign, monkeypatch):
    monkeypatch.setattr(league_stretches, "HEAD", 1)
    monkeypatch.setattr(league_stretches, "AROUND_OWN", 1)
    rows = current_run(campaign[0]).results.all()

    shown = overview(rows, [5], [rows.get(position=9)])

    assert told(shown) == [1, 2, 3, 4, 5, 6, 7, 7, 9, 10, 11, 12]


def test_a_long_fold_folds_again(campaign, monkeypatch):
    monkeypatch.setattr(league_stretches, "PAGE", 2)
    rows = current_run(campaign[0]).results.all()

    assert told(unfolded(rows, 2, 11, "rank").rows) == [3, 4, (5, 10)]


def test_fold_opens_in_its_place(campaign):
    client = factories.sign_in(campaign[1])

    answer = client.get("/c/one/league/?after=6&until=11", headers={"HX-Request": "true"})

    page = Page.of(answer)
    rows = Page(200, page.path, f"<main><table><tbody>{page.html}</tbody></table></main>").root
    assert [words(row.find("td")) for row in rows.iter("tr")] == ["7 并列", "7 并列", "9", "10"]
    assert [row.find("th/a").get("autofocus") for row in rows.iter("tr")] == ["", None, None, None]
