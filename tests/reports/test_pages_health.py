"""The health of the criteria: every share stands beside its counts, and the counts are those of the run."""

import pytest

from apps.evaluations.columns import inputs_of
from apps.evaluations.selectors import current_run
from tests import factories
from tests.pages import Page, words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("clean")]


@pytest.fixture
def client(clean):
    return factories.sign_in(clean.staff)


def get(client, clean, query=""):
    return Page.of(client.get(f"{clean.base}health/{query}"))


def rows(page, heading):
    """The rows of the table beneath a heading, cell by cell."""
    cell = next(cell for cell in page.main.iter("section") if cell.get("aria-labelledby") == heading)
    return [[words(each) for each in row if each.tag in ("th", "td")] for row in cell.find(".//tbody").iter("tr")]


def test_commonest_marks_are_those_of_the_run(clean, client):
    marks = inputs_of(current_run(clean.campaign)).marks[:, 0].tolist()
    common = max(set(marks), key=lambda mark: (marks.count(mark), mark))

    found = next(row for row in rows(get(client, clean), "flat") if row[0].startswith("A1"))

    assert found[1].split()[:3] == [f"{common / 100:g}", str(marks.count(common)), "/"]


@pytest.mark.parametrize("scope", ["zone", "type", "size"])
def test_groups_sum_to_the_branches_and_to_the_level(clean, client, scope):
    found = [row[2].split() for row in rows(get(client, clean, f"?scope={scope}&of=level:四星"), "fair")]

    assert sum(int(part) for _share, part, _of, _whole in found) == 28 + 229
    assert sum(int(whole) for _share, _part, _of, whole in found) == 900


def test_star_can_be_asked_for(clean, client):
    lit = [row for row in current_run(clean.campaign).results.values_list("lit", flat=True) if row & 1]

    found = [row[2].split() for row in rows(get(client, clean, "?of=star:A"), "fair")]

    assert sum(int(part) for _share, part, _of, _whole in found) == len(lit)


def test_scale_of_weights_starts_at_nothing_and_holds_the_even_share(clean, client):
    page = get(client, clean)

    scale = [words(text) for text in page.all_by_class("text", "scale")]
    highest = max(float(row[1].removesuffix("%")) for row in rows(page, "weights"))
    assert scale == ["0%", f"{100 / 25:.1f}%", f"{highest:.1f}%"]
