"""Two campaigns by different rulebooks on the same branches: each counts for itself, proof serves both."""

import pytest

from apps.assessments.models import Assessment
from apps.assessments.services.proof import add_proof, attach_proof
from apps.criteria.selectors import rulebook_of
from apps.evidence.models import Evidence, Use
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.workflow.todo import todo_of
from tests import factories
from tests.evidence.files import photo, sent
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(two):
    """Another campaign of the same committee and year, by another rulebook, with the same branches."""
    version = factories.published_rulebook("chifeng-2023")
    campaign = factories.make_campaign(
        two.own.committee, rulebook_version=version, name="“十星”书记创建", slug="ten-2025"
    )
    factories.enrol(campaign)
    return campaign


def of(campaign, two):
    return Assessment.objects.of(campaign).get(node=two.own.assessments[0].node)


def there_code(campaign):
    """A criterion of the other rulebook."""
    return rulebook_of(campaign.rulebook_version).criteria[0].code


def test_the_same_branches_take_part_in_both_and_are_rated_by_their_own_rules(two, second):
    run_waiting()

    nodes = {row.node_id for row in Assessment.objects.of(second)}
    runs = [campaign.current_run.run for campaign in (two.own.campaign, second)]
    assert nodes == {row.node_id for row in two.own.assessments}
    assert [run.rulebook_version.rulebook.slug for run in runs] == ["xuchang-2025", "chifeng-2023"]
    assert [run.branches for run in runs] == [3, 3]


def test_one_piece_of_proof_serves_both(two, second):
    secretary, here, there = two.own.people[Role.SECRETARY], two.own.assessments[0], of(second, two)
    code = there_code(second)
    use = add_proof(secretary, here, "A1", sent(photo()))

    attach_proof(secretary, there, use.evidence, code)

    assert Evidence.objects.count() == 1
    assert sorted(Use.objects.values_list("key", "part")) == sorted([(here.pk, "A1"), (there.pk, code)])


def test_a_secretarys_list_holds_both_and_leads_into_each(two, second):
    items = todo_of(two.own.people[Role.SECRETARY]).items

    assert {item.url.split("/")[2] for item in items if item.key.startswith("self-")} == {"five-2025", "ten-2025"}


def test_the_switch_offers_both_and_each_page_stands_in_its_own(two, second):
    client = two.own.client(Role.STAFF)

    pages = [Page.of(client.get(f"/c/{slug}/campaign/")) for slug in ("five-2025", "ten-2025", "five-2025")]

    assert [page.sub.split(" · ")[0] for page in pages] == ["市五星支部创建", "“十星”书记创建", "市五星支部创建"]
    assert all({"市五星支部创建", "“十星”书记创建"} <= set(page.root.itertext()) for page in pages)
