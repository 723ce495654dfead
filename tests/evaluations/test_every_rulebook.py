"""Each rulebook runs through the application: marks come in, are rated as files are, and every page opens."""

import csv
import io
from dataclasses import dataclass
from itertools import islice

import pytest

from apps.assessments.models import Assessment, Import, Sheet
from apps.campaigns.models import Campaign
from apps.core.tables import write_csv
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import cohort_of
from apps.evaluations.selectors import current_run
from apps.organisations.choices import Role
from apps.organisations.models import Node
from apps.rating.points import show_figure
from apps.rating.rate import rate
from tests import factories
from tests.criteria.rated import content
from tests.criteria.rated import rated as rated_file
from tests.factories.houses import shared
from tests.pages import Page

pytestmark = pytest.mark.django_db

SLUGS = ("chuzhou-2024", "chifeng-2023", "jiangsu-2022")
BRANCHES = 48


@dataclass
class Rated:
    """A campaign by one rulebook, with the first branches of its data, imported and evaluated."""

    slug: str
    committee: Node
    campaign: Campaign
    staff: object
    imported: Import
    marks: bytes

    @property
    def rules(self):
        return rulebook_of(self.campaign.rulebook_version)

    @property
    def first(self) -> Assessment:
        return Assessment.objects.of(self.campaign).in_order()[0]

    @property
    def base(self) -> str:
        return f"/c/{self.campaign.slug}/"

    def client(self, role: str, node: Node):
        return factories.sign_in(factories.make_person(role=role, node=node))


def some_marks(slug: str) -> bytes:
    """The first branches of the data of a rulebook."""
    rows = list(islice(csv.reader(io.StringIO(content(slug, "marks.csv").decode())), BRANCHES + 1))
    return write_csv(rows[0], rows[1:])


@pytest.fixture(scope="module", params=SLUGS)
def rated(request, django_db_setup, django_db_blocker):
    """The rulebook's campaign after its first evaluation."""
    with shared(django_db_blocker):
        committee = factories.make_committee()
        version = factories.published_rulebook(request.param)
        campaign = factories.make_campaign(committee, slug=request.param, name="创建", rulebook_version=version)
        staff, marks = factories.make_person("周敏", Role.STAFF, committee), some_marks(request.param)
        imported = factories.write_workbook(staff, campaign, "marks.csv", marks)
        yield Rated(request.param, committee, campaign, staff, imported, marks)


def test_import_writes_every_sheet_that_counts(rated):
    parties = {"chuzhou-2024": ["superior"], "chifeng-2023": ["superior"], "jiangsu-2022": ["self", "superior"]}

    assert rated.imported.status == "written"
    written = Sheet.objects.filter(assessment__campaign=rated.campaign).values_list("party", flat=True)
    assert sorted(set(written)) == parties[rated.slug]
    assert len(written) == BRANCHES * len(parties[rated.slug])


def test_results_equal_those_of_the_file(rated):
    run = current_run(rated.campaign)

    found = {row.name: told(rated.rules, row) for row in run.results.select_related("unit", "zone")}

    assert found == {row[0]: row for row in rated_file(rated.rules, rated.marks)}
    assert len(found) == run.counts["rated"] == BRANCHES


def told(rules, row):
    """A stored result as a file of results writes it."""
    words = [
        "" if position is None else listed[position].name
        for position, listed in ((row.grade, rules.grades), (row.programme, rules.programmes))
    ]
    lit = " ".join(star.code for number, star in enumerate(rules.stars) if row.lit >> number & 1)
    stars = "" if row.stars is None else str(row.stars)
    group = (row.name, row.unit.name, row.zone.name if row.zone else "", row.branch_type)
    places = (row.rank, row.rank_zone, row.rank_unit, row.rank_type)
    figures = (show_figure(row.total, rules.decimals), stars, lit, rules.outcomes[row.level].name, *words)
    return (*group, *figures, *("" if place is None else str(place) for place in places))


def test_run_rated_again_from_its_own_inputs_is_the_same(rated):
    run = current_run(rated.campaign)

    outcome = rate(rated.rules, cohort_of(run))

    rows = dict(run.results.values_list("assessment", "level"))
    in_order = Assessment.objects.of(rated.campaign).order_by("order_path", "pk").values_list("pk", flat=True)
    assert outcome.level.tolist() == [rows[pk] for pk in in_order]


PAGES = {
    Role.STAFF: (
        "",
        "campaign/",
        "league/",
        "league/?scope=all",
        "league/?scope=type",
        "league/?level=0",
        "league.xlsx",
        "criteria/",
        "criteria/{code}/",
        "sheets/",
        "sheets.xlsx",
        "sheets/{pk}/superior/",
        "branches/{pk}/",
    ),
    Role.REVIEWER: ("check/{unit}/", "check/{unit}/{pk}/", "check/{unit}/summary/", "check/{unit}/summary.xlsx"),
    Role.SECRETARY: ("self/{pk}/{section}/", "self/{pk}/check/", "branches/{pk}/", "league/"),
}


@pytest.mark.pages
@pytest.mark.parametrize(("role", "page"), [(role, page) for role, pages in PAGES.items() for page in pages])
def test_page_opens_without_an_empty_star(rated, role, page):
    first, rules = rated.first, rated.rules
    node = {Role.STAFF: rated.committee, Role.REVIEWER: first.unit, Role.SECRETARY: first.node}[role]
    words = {"pk": first.pk, "unit": first.unit_id, "section": rules.sections[0].code, "code": rules.criteria[-1].code}

    answer = rated.client(role, node).get(rated.base + page.format(**words))

    assert answer.status_code == 200
    if not page.endswith(".xlsx"):
        stars = Page.of(answer).main.findall(".//svg[@class='stars']")
        assert all(float(star.get("width")) > 0 for star in stars)
        assert rules.shows_stars or not stars
