"""The first start: an empty committee, a made-up campaign beside it, and people with one-time passwords."""

import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from apps.accounts.models import User
from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node, Zone
from apps.reports.demonstration.marks import rows

pytestmark = pytest.mark.django_db
PASSWORD = re.compile(r"^  (\w+) +(\w{4}-\w{4}-\w{4}) ", re.M)


def prepare(*arguments):
    out = StringIO()
    call_command("prepare", *arguments, stdout=out)
    return out.getvalue()


def test_prepare_new_house_gives_28_229_512():
    said = prepare()
    run_waiting()

    campaign = Campaign.objects.get()
    run = current_run(campaign)
    assert (run.branches, run.counts["levels"]) == (900, [28, 229, 512, 131])
    assert campaign.is_demonstration
    assert "虚构" in campaign.name
    assert (Node.objects.units().count(), Zone.objects.count()) == (89, 5)
    passwords = dict(PASSWORD.findall(said))
    assert len(set(passwords.values())) == len(passwords) == User.objects.count() == 8
    for username, password in passwords.items():
        person = User.objects.get(username=username)
        assert person.check_password(password)
        assert person.must_change_password
    assert set(Appointment.objects.values_list("role", flat=True)) == set(Role.values)


def test_prepare_again_changes_and_says_nothing():
    prepare()
    before = Assessment.objects.count()

    said = prepare()

    assert said == ""
    assert (Assessment.objects.count(), Campaign.objects.count()) == (before, 1)


def test_prepare_without_demonstration_publishes_rulebooks_only():
    assert prepare("--no-demonstration") == ""
    assert not User.objects.exists()
    assert not Campaign.objects.exists()


def test_demonstration_rows_are_the_same_every_time_and_within_range():
    first, second = list(rows()), list(rows())

    assert first == second
    assert len({(row[1], row[0]) for row in first}) == 900
    assert Counter(len(row) for row in first) == {32: 900}
    assert all(0 <= float(mark) <= 20 for row in first for mark in row[7:])
