"""What does the demonstration look like once its results are public? A numbered run, a notice, a hall screen, reports.

`bin/pictures` runs it in a house of its own.
"""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.campaigns.choices import PublicField, StageKind
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.services import set_publicity
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.notices import draft_notice, issue_notice
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.reports.choices import Format, HallPage, ReportKind, Scope
from apps.reports.services.reports import Asked, request_report
from apps.reports.services.screens import Wishes, create_screen
from tests.launchers.waiting import wait_for

WALL, ENGLISH_WALL, REASON = "一楼大厅", "Hall, in English", "结果已经公示"
READABLE = [PublicField.UNIT, PublicField.STARS, PublicField.HONOURS, PublicField.YEARS]


def go_public() -> str:
    """Gives the secret parts of the addresses of two screens, in Chinese and in English."""
    campaign = Campaign.objects.get(slug="demonstration-2025")
    staff, now = User.objects.get(username="staff"), timezone.now()
    Stage.objects.create(
        campaign=campaign, kind=StageKind.NOTICE, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=20)
    )
    start_numbered_run(staff, campaign)
    settle()
    issue_notice(staff, draft_notice(staff, campaign))
    set_publicity(staff, campaign, is_public=True, fields=READABLE, reason=REASON)
    for kind, form in ((ReportKind.MEETING, Format.PDF), (ReportKind.YEAR, Format.WORD), (ReportKind.YEAR, Format.PDF)):
        request_report(staff, campaign, Asked(kind, Scope.WHOLE, form))
    settle()
    last = timezone.localdate() + timedelta(days=30)
    chinese = Wishes(WALL, HallPage.values, last, shows_marks=True)
    english = replace(chinese, name=ENGLISH_WALL, language="en")
    return " ".join(create_screen(staff, campaign, wishes)[1] for wishes in (chinese, english))


def settle() -> None:
    """The house's own worker may have begun before this process could."""
    run_waiting()
    wait_for(lambda: not Job.objects.unfinished().exists(), 120, "the end of all jobs")
