"""The made-up province: loaded by choice, graded as published, and whole again where its loading was broken off."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from apps.assessments.models import Assessment, Sheet
from apps.ballots.models import Count, Poll, Roll
from apps.core.errors import Refused
from apps.criteria.services import install_rulebooks
from apps.evaluations.models import Run
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import run, run_waiting
from apps.reports.demonstration import projects_load, province_load
from apps.reports.demonstration.province import made_up
from tests.factories import sign_in
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db

BRANCHES = 300


def shares(number=1):
    levels = Run.objects.get(campaign__slug=province_load.SLUG, number=number).counts["levels"]
    return [round(level * 100 / sum(levels)) for level in levels]


def test_made_up_branches_are_the_same_for_a_seed_and_keep_to_their_unit():
    first, second, other = (list(made_up(["overall"], 120, seed)) for seed in (1, 1, 2))

    assert first == second != other
    assert len({row.branch for row in first}) == len(first) == 120
    assert all(row.branch.startswith(row.unit) for row in first)
    assert all(sum(row.votes["overall"].values()) == row.voted <= row.members for row in first)


def test_demonstrate_loads_branches_sheets_and_ballots_and_grades_them():
    install_rulebooks()

    call_command("demonstrate", "jiangsu-2022", branches=BRANCHES)

    assert shares() == [17, 79, 4]
    assert Sheet.objects.count() == 2 * BRANCHES
    assert Roll.objects.count() == Count.objects.count() == BRANCHES
    facts = Assessment.objects.order_by("pk").first().facts
    assert sorted(facts) == ["ballot.count", "ballot.mean"]
    with pytest.raises(CommandError, match=r"已经装入|here already"):
        call_command("demonstrate", "jiangsu-2022", branches=BRANCHES)


def killed_at_ballots(_step, done, _total):
    """Progress of a process that is killed before the third step."""
    if done == 2:
        raise SystemExit


def test_load_that_was_broken_off_goes_on_where_it_stood():
    install_rulebooks()
    job = province_load.request_province(None, 60)
    with pytest.raises(SystemExit):
        province_load.do_load(job, killed_at_ballots)
    assert (Sheet.objects.count(), Poll.objects.count()) == (120, 0)

    run(job.pk)

    assert (Sheet.objects.count(), Poll.objects.count(), Assessment.objects.count()) == (120, 1, 60)
    assert Run.objects.get(number=1).branches == 60


def test_load_that_failed_is_asked_for_again_and_one_that_runs_is_not():
    install_rulebooks()
    first = province_load.request_province(None, 60)
    with pytest.raises(Refused):
        province_load.request_province(None)
    Job.objects.filter(pk=first.pk).update(status=Status.FAILED)

    again = province_load.request_province(None)
    run(again.pk)

    assert Run.objects.get(number=1).branches == 60
    with pytest.raises(Refused):
        province_load.request_province(None)


def test_page_says_how_far_the_province_is():
    install_rulebooks()
    staff = sign_in(make_house().staff)
    url = reverse("reports:province")
    before = staff.get(url)
    staff.post(url)
    meanwhile = staff.get(url)
    Job.objects.update(payload={"branches": 60})
    run_waiting()
    after = staff.get(url)

    assert [page.context["is_loading"] for page in (before, meanwhile, after)] == [False, True, False]
    assert after.context["campaign"].slug == province_load.SLUG
    assert url in staff.get(reverse("campaigns:list")).content.decode()


def test_page_asks_for_projects_once():
    staff = sign_in(make_house().staff)
    url = reverse("reports:province")
    before = staff.get(url)

    staff.post(url, {"what": "projects"})

    job = Job.objects.get(kind=projects_load.KIND)
    assert (before.context["are_projects_loading"], job.status) == (False, "queued")
    assert staff.get(url).context["are_projects_loading"] is True
    with pytest.raises(Refused):
        projects_load.request_projects(None)


@pytest.mark.soak
def test_demonstrate_grades_6280_branches_as_published():
    install_rulebooks()

    call_command("demonstrate", "jiangsu-2022")

    assert shares() == [17, 78, 5]
    assert Roll.objects.count() == 6280
    with pytest.raises(SystemExit) as end:
        call_command("verify", audit=True)
    assert end.value.code == 0
