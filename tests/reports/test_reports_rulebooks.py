"""Every report is made by every rulebook that ships, be there stars or none, zones or none."""

import pytest

from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.choices import Scope
from apps.reports.services.reports import FORMATS, Asked, request_report
from tests import factories
from tests.factories.campaigns import published_rulebook

pytestmark = [pytest.mark.django_db, pytest.mark.pure]


@pytest.mark.parametrize("slug", ["chuzhou-2024", "jiangsu-2022"])
def test_every_report_is_made_by_another_rulebook(slug):
    committee = factories.make_committee()
    unit = factories.make_unit(committee, "市发改委")
    for name in ("第1党支部", "第2党支部"):
        factories.make_branch(unit, name, branch_type="党政机关", members=12)
    campaign = factories.make_campaign(committee, rulebook_version=published_rulebook(slug))
    first = factories.enrol(campaign)[0]
    staff = factories.make_person("周敏", Role.STAFF, committee)
    start_numbered_run(staff, campaign)
    run_waiting()
    parts = {Scope.UNIT: {"unit": unit}, Scope.BRANCH: {"assessment": first}, Scope.WHOLE: {}}

    made = [
        request_report(staff, campaign, Asked(kind, scope, each, **parts[scope]))
        for (kind, scope), formats in FORMATS.items()
        if scope in parts
        for each in formats
    ]
    run_waiting()

    for report in made:
        report.refresh_from_db()
        report.job.refresh_from_db()
    assert [(each.title, each.format, each.job.error) for each in made if not each.path] == []
