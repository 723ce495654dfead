"""Four of nine projects are chosen by five judges; two share the fourth place, and people's words part them."""

import pytest
from playwright.sync_api import expect

from apps.assessments.models import Sheet
from apps.demonstrations.choices import GateKind, ProgrammeKind
from apps.demonstrations.models import Gate, Passage
from apps.demonstrations.selectors import subject_of
from apps.demonstrations.services.gates import open_gate
from tests.browser.visitor import PHONE
from tests.factories.houses import make_house
from tests.factories.selections import make_batch, make_candidate, make_programme, run_gate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
CHOICE = ((GateKind.PANEL, "十佳评选", "projects-choice", "choice"),)
PLACES, GATE = 4, "/programmes/sites/batches/1/gates/1/"
# What the three judges between the highest and the lowest give: the fourth and the fifth project get the same.
MEANS = (9600, 9500, 9400, 9200, 9200, 9000, 8900, 8800, 8700)


@pytest.fixture
def house():
    """Nine projects of one unit, judged and evaluated."""
    house = make_house()
    programme = make_programme(house.committee, kind=ProgrammeKind.PROJECT, name="书记项目", has_plaque=False)
    batch = make_batch(programme, CHOICE)
    Gate.objects.update(places=PLACES, levels=["入围"])
    unit = house.units[0]
    projects = [make_candidate(batch, unit, title=f"书记项目{n}", brand="") for n in range(1, len(MEANS) + 1)]
    gate = open_gate(house.staff, batch.gates.get())
    rows = {row.subject: row for row in gate.campaign.assessments.all()}
    Sheet.objects.bulk_create(
        Sheet(assessment=rows[subject_of(one)], party=f"judge{n}", marks={"A1": mean + off}, version=1)
        for one, mean in zip(projects, MEANS, strict=True)
        for n, off in enumerate((-300, 0, 0, 0, 300), start=1)
    )
    run_gate(house.staff, gate)
    return house


def test_shared_place_at_the_line_is_parted_by_words(visitor, house):
    page = visitor.sign_in(house.staff).go(GATE).page
    shared = page.locator(".gate-line li:has(select)")
    expect(shared).to_have_count(2)
    expect(shared.locator("b")).to_have_text(["书记项目4", "书记项目5"])
    assert visitor.violations() == []

    visitor.expected = {422}
    page.locator("form[action$='/close/'] button").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    assert not Passage.objects.exists()
    visitor.size(PHONE).look()
    for number, word, reason in ((0, "leaves", "同分，实施时间短"), (1, "passes", "同分，已有三个单位照着做")):
        shared.nth(number).locator("select").select_option(word)
        shared.nth(number).locator("[name^=reason]").fill(reason)
    assert visitor.violations() == []
    with page.expect_navigation():
        page.locator("form[action$='/close/'] button").click()

    passed = list(Passage.objects.filter(verdict="passed").order_by("total").values_list("candidate__title", flat=True))
    assert passed == ["书记项目5", "书记项目3", "书记项目2", "书记项目1"]
    visitor.go(GATE)
    expect(page.locator("tbody tr", has_text="书记项目4")).to_contain_text("同分，实施时间短")
    visitor.go("/programmes/sites/")
    assert visitor.violations() == []
