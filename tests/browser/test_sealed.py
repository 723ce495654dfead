"""Pages of a sealed campaign: no barrier, none too wide, for staff and for anybody; a file is checked on the spot."""

import pytest
from playwright.sync_api import expect

from apps.evaluations.papers import content_of
from tests.browser.test_everywhere import within
from tests.factories import sealing
from tests.factories.houses import make_house

SAME, BROKEN = "一致，这是", "与摘要不符"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def test_anybody_checks_the_sealed_file_in_the_own_browser(visitor):
    made = sealing.seal(make_house())
    file = content_of(made.paper)
    page = visitor.go(f"/sealed/{made.campaign.slug}/").page

    for content, said in ((file, SAME), (file.replace(b"1800", b"1900", 1), BROKEN)):
        page.set_input_files("#seal-file", {"name": "2025.seal", "mimeType": "text/plain", "buffer": content})
        expect(page.locator("[data-result]")).to_contain_text(said)

    assert visitor.violations() == []


@pytest.mark.soak
def test_pages_of_a_sealed_campaign_have_no_barrier(visitor):
    house = make_house()
    made = sealing.seal(house)
    visitor.sign_in(house.staff)

    faults = set()
    for path in (f"{house.base}seal/", f"{house.base}seal/errata/new/", f"/sealed/{made.campaign.slug}/"):
        visitor.go(path)
        faults |= within(visitor, path)

    assert sorted(faults) == []
