"""A branch's shelf: found, filtered, and used again in another campaign; how old proof is, and when it came."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import override

from apps.assessments.proof import proof_of
from apps.assessments.services.proof import add_proof, describe_proof
from apps.assessments.shelf import Question, Shelf
from apps.assessments.upload_days import upload_days
from apps.evidence.models import EvidenceFile
from tests.evidence.files import paper, photo, sent
from tests.factories import enrol, make_campaign, make_person
from tests.pages import Page, words


def url(first, rest=""):
    return f"/branches/{first.node_id}/proof/{rest}"


def titles(client, address):
    page = Page.of(client.get(address))
    return [
        words(link.find(".//b"))
        for link in page.main.iter("a")
        if "/proof/" in link.get("href", "") and link.find(".//b") is not None
    ]


def test_shelf_is_searched_and_narrowed(own, first, secretary):
    add_proof(secretary, first, "A1", sent(photo(), "党课.jpg"))
    add_proof(secretary, first, "B2", sent(paper(1), "制度.pdf"))
    client = own.client("secretary")

    found = [titles(client, url(first, query)) for query in ("", "?q=制", "?criterion=A1", "?year=1999")]

    assert found == [["党课", "制度"], ["制度"], ["党课"], []]


def test_shelf_of_another_committee_is_not_found(two, first):
    assert two.other.client("staff").get(url(first)).status_code == 404


def test_one_upload_serves_two_campaigns_at_once(own, first, secretary):
    use = add_proof(secretary, first, "A1", sent(photo(), "党课.jpg"))
    other = make_campaign(own.committee, slug="six-2025", year=first.campaign.year, name="六亮")
    there = next(one for one in enrol(other) if one.node_id == first.node_id)
    client = own.client("secretary")

    page = Page.of(client.get(url(first, f"{use.evidence_id}/")))
    client.post(url(first, f"{use.evidence_id}/"), {"place": f"{there.pk}:B1"})

    groups = [group.get("label") for group in page.main.iter("optgroup")]
    assert sorted(groups) == sorted([first.campaign.name, other.name])
    assert [proof.file.pk for proof in proof_of(there)["B1"]] == [use.file_id]
    assert EvidenceFile.objects.count() == 1


def test_proof_older_than_the_year_says_so(own, first, secretary):
    old = add_proof(secretary, first, "A1", sent(photo(taken="2023:04:05 08:00:00"), "旧.jpg"))
    add_proof(secretary, first, "A2", sent(paper(1), "制度.pdf"))
    EvidenceFile.objects.exclude(pk=old.file_id).update(at=timezone.now().replace(year=2024))
    dated = add_proof(secretary, first, "A3", sent(paper(2), "证书.pdf"))
    describe_proof(secretary, first, dated, title="", expires_on=timezone.localdate() + timedelta(days=900))

    with override("en"):
        shown = {code: (one.is_aged, one.age) for code, (one,) in proof_of(first).items()}

    sent_in = f"sent in {timezone.localdate().year}"
    assert shown == {"A1": (True, "taken in 2023"), "A2": (True, "sent in 2024"), "A3": (False, sent_in)}


def test_upload_days_count_the_last_week(own, first, secretary):
    stage = own.campaign.stages.get(kind="self-assessment")
    now = timezone.now()
    type(stage).objects.filter(pk=stage.pk).update(opens_at=now - timedelta(days=40), closes_at=now + timedelta(days=3))
    for number, days in enumerate((0, 0, 3, 20)):
        use = add_proof(secretary, first, f"A{number + 1}", sent(photo((300 + number, 300))))
        EvidenceFile.objects.filter(pk=use.file_id).update(at=now - timedelta(days=days))

    found = upload_days(own.campaign, now)

    assert (found.total, found.last_week, found.share, found.days[-1][1]) == (4, 3, 75, 2)


def test_shelf_asks_as_many_queries_for_one_piece_as_for_four(own, first, secretary, django_assert_num_queries):
    one, another = make_person("系统", is_superuser=True), make_person("另一人", is_superuser=True)
    add_proof(secretary, first, "A1", sent(photo()))
    with django_assert_num_queries(5):
        Shelf(one, first.node).found(Question(), {})
    for number in range(3):
        add_proof(secretary, first, "A1", sent(photo((300 + number, 300))))

    with django_assert_num_queries(5):
        Shelf(another, first.node).found(Question(), {})
