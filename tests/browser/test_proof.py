"""Photos on a phone: sent at once, kept while there is no network, looked at beside the mark."""

import pytest
from playwright.sync_api import expect

from apps.assessments.proof import proof_of
from apps.assessments.services.proof import add_proof
from tests.browser.visitor import DESK, PHONE, soon
from tests.evidence.files import document, paper, photo, sent
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

# The picture that was asked for has come, or there is none to see.
DRAWN = """(image => image.hidden || (image.complete && image.naturalWidth > 0))(
  document.querySelector("[data-proof-picture]"))"""


def taken(name: str, width: int = 400) -> dict:
    """A photo as the phone's camera gives it."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo((width, 300))}


def titles(assessment, code: str) -> list[str]:
    return [proof.title for proof in proof_of(assessment).get(code, [])]


def test_photos_taken_without_a_network_go_off_when_it_returns(visitor):
    house = make_house()
    first = house.assessments[0]
    page = visitor.size(PHONE).sign_in(house.people["secretary"]).page
    visitor.go(f"{house.base}self/{first.pk}/A/")
    strip = page.locator("[data-proof-strip][data-code=A1]")
    visitor.expected = {422}

    strip.locator("input").set_input_files([taken("党课.jpg")])
    expect(strip).to_have_attribute("data-count", "1")
    strip.locator("input").set_input_files([{"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"<svg/>"}])
    expect(strip.locator(".thumb-fault")).to_contain_text("“x.jpg”")
    page.context.set_offline(True)
    strip.locator("input").set_input_files([taken("会议.jpg", 410), taken("走访.jpg", 420)])
    expect(strip.locator("[data-item][data-state=waiting]")).to_have_count(2)
    assert titles(first, "A1") == ["党课"]
    assert visitor.violations() == []

    page.close()
    page.context.set_offline(False)
    later = page.context.new_page()
    with later.expect_response(lambda answer: "/proof/" in answer.url):
        later.goto(f"{visitor.base}/accounts/me/")
    later.goto(f"{visitor.base}{house.base}self/{first.pk}/A/")
    expect(later.locator("[data-proof-strip][data-code=A1]")).to_have_attribute("data-count", "3")
    expect(later.locator("[data-item]")).to_have_count(0)

    assert titles(first, "A1") == ["党课", "会议", "走访"]


def test_proof_is_turned_over_by_keys_of_the_scoring_page(visitor):
    house = make_house()
    first, secretary = house.assessments[0], house.people["secretary"]
    for name, content in (("会议.jpg", photo()), ("台账.pdf", paper(2)), ("满意度表.docx", document())):
        add_proof(secretary, first, "D3", sent(content, name))
    page = visitor.size(DESK).sign_in(house.staff).page
    visitor.go(f"{house.base}sheets/{first.pk}/proof/D3/")
    place, picture = page.locator("[data-proof-place]"), page.locator("[data-proof-picture]")
    seen = []

    for _step in range(4):
        assert soon(page, DRAWN)
        seen.append((place.inner_text(), picture.is_visible()))
        page.evaluate("starbranch.proof.next()")
    page.evaluate("starbranch.proof.previous()")
    page.evaluate("starbranch.proof.zoom(1)")
    page.evaluate("starbranch.proof.turn()")
    expect(page.locator(".viewer-turn [data-proof-picture]")).to_be_visible()

    assert seen == [("1 / 3", True), ("2 / 3", True), ("2 / 3", True), ("3 / 3", False)]
    box = picture.bounding_box()
    assert box["width"] > box["height"]
    assert visitor.violations() == []
