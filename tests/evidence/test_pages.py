"""The page of one criterion's proof, its pane beside a mark, the strip on the phone; forms without a script."""

from apps.assessments.models import Remark
from apps.assessments.proof import proof_of
from apps.assessments.services.proof import add_proof
from apps.evidence.models import Use
from tests.evidence.files import document, paper, photo, sent
from tests.pages import Page, words

HX = {"HX-Request": "true"}


def browser(own, role="secretary"):
    """A reader of English."""
    client = own.client(role)
    client.cookies["starbranch_language"] = "en"
    return client


def url(own, first, code="A1", rest=""):
    return f"{own.base}sheets/{first.pk}/proof/{code}/{rest}"


def test_send_several_files_without_a_script(own, first):
    response = browser(own).post(url(own, first), {"file": [sent(photo(), "a.jpg"), sent(paper(2), "b.pdf")]})

    shown = proof_of(first)["A1"]
    assert [proof.title for proof in shown] == ["a", "b"]
    assert response["Location"] == shown[1].view_url


def test_send_a_good_and_a_bad_file_keeps_the_good_and_says_why(own, first):
    page = Page.of(browser(own).post(url(own, first), {"file": [sent(photo(), "a.jpg"), sent(b"x", "b.jpg")]}))

    assert (page.status, [proof.title for proof in proof_of(first)["A1"]]) == (422, ["a"])
    assert [notice[:8] for notice in page.notices] == ["“b.jpg” "]


def test_send_from_the_strip_answers_with_the_strip(own, first):
    response = browser(own).post(url(own, first), {"file": sent(photo(), "a.jpg")}, headers=HX)

    strip = Page.of(response).by_class("div", "thumbs-strip")
    assert (strip.get("data-count"), strip.get("data-upload-url")) == ("1", url(own, first))
    assert words(strip).startswith("a Photo · A1")


def test_send_under_another_name_is_refused(own, first):
    files = {"file": sent(photo()), "person": own.staff.pk}

    response = browser(own).post(url(own, first), files, headers=HX)

    assert (response.status_code, Use.objects.count()) == (409, 0)


def test_pane_shows_file_facts_guide_words_and_the_way_to_other_criteria(own, first, secretary):
    add_proof(secretary, first, "A1", sent(photo(), "会议.jpg"))
    ledger = paper(2)
    use = add_proof(secretary, first, "A1", sent(ledger, "台账.pdf"))
    add_proof(secretary, first, "D5", sent(ledger, "台账.pdf"))
    sheet = first.sheets.get(party="self")
    Remark.objects.create(sheet=sheet, criterion="A1", text="全部按期完成", by_name=secretary.name)

    page = Page.of(browser(own, "staff").get(url(own, first, rest=f"?file={use.pk}"), headers=HX))

    assert page.root.tag == "section"
    facts = next(found for found in page.root.iter("dl") if "hidden" not in found.attrib)
    digest = use.file.digest
    said = [words(found) for found in facts.iter("dd")]
    assert said[0] == "台账.pdf · page 1 of 2 · Download"
    assert said[1].endswith(f"digest {digest[:4]}…{digest[-4:]}")
    assert list(page.links(facts).values())[1] == url(own, first, "D5")
    assert words(page.by_class("span", "second")) == "Proof 2 / 2"
    assert [words(found) for found in page.all_by_class("div", "viewer-words")][1].endswith("全部按期完成")


def test_page_for_readers_offers_no_change(own, first, secretary):
    add_proof(secretary, first, "A1", sent(photo()))

    page = Page.of(browser(own, "leader").get(url(own, first)))

    assert list(page.main.iter("form")) == []
    assert page.h1.startswith("Proof · A1")
    assert page.link(first.name) == f"{own.base}self/{first.pk}/A/#criterion-A1"


def test_page_leads_scorers_back_to_their_own_sheet(own, first):
    page = Page.of(browser(own, "zone-lead").get(url(own, first)))

    assert page.link(first.name) == f"{own.base}sheets/{first.pk}/superior/"


def test_change_proof_without_a_script(own, first, secretary):
    client = browser(own)
    use = add_proof(secretary, first, "A1", sent(photo(), "a.jpg"))
    here = url(own, first, rest=f"{use.pk}/")

    client.post(here, {"title": "党课", "expires_on": "2027-01-01"})
    client.post(f"{here}replace/", {"file": sent(document(), "b.docx")})
    client.post(url(own, first, "A2", "attach/"), {"evidence": use.evidence_id})

    shown = proof_of(first)
    assert [(proof.title, proof.file.number, f"{proof.evidence.expires_on}") for proof in shown["A2"]] == [
        ("党课", 2, "2027-01-01")
    ]
    earlier = Page.of(client.get(url(own, first))).section("Earlier revisions")
    assert words(earlier.find(".//a")) == "a.jpg"

    client.post(f"{here}remove/")

    assert list(proof_of(first)) == ["A2"]


def test_change_proof_of_another_criterion_in_the_address_is_not_found(own, first, secretary):
    use = add_proof(secretary, first, "A1", sent(photo()))

    response = browser(own).post(url(own, first, "A2", f"{use.pk}/remove/"))

    assert (response.status_code, Use.objects.count()) == (404, 1)


def test_page_asks_as_many_queries_for_one_file_as_for_four(own, first, secretary, django_assert_max_num_queries):
    client = browser(own, "staff")
    add_proof(secretary, first, "A1", sent(photo()))
    client.get(url(own, first), headers=HX)
    with django_assert_max_num_queries(100) as alone:
        client.get(url(own, first), headers=HX)
    for size in (301, 302, 303):
        add_proof(secretary, first, "A1", sent(photo((size, 300))))

    with django_assert_max_num_queries(len(alone)):
        client.get(url(own, first), headers=HX)
