"""What does the demonstration look like later in its year? A day of site visits, half done, an extension, reminders.

`bin/pictures` runs it in its own house, by `manage.py shell`.
"""

from collections.abc import Mapping
from datetime import time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.models import Assessment, Stop
from apps.assessments.services.signing import Hand, sign_for_team
from apps.assessments.services.stops import add_finding, add_photo, save_check
from apps.assessments.services.visits import Plan, place_stop, plan_visit
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.services import grant_extension
from apps.reports.demonstration.papers import scene
from apps.workflow.late import SUBMIT
from apps.workflow.services import add_note
from apps.workflow.services.remind_now import remind_now

UNIT, IN_HAND = "市发改委", "市发改委第5党支部"
WAVES = [[30, 120, 60, 40, 90, 130, 120, 50, 150, 110, 190, 70], [260, 110, 290, 50, 320, 120, 350, 60, 380, 100]]
SEEN = {
    "B1": (1470, "窗口 2 个，都有值班表"),
    "B2": (1450, "抽 3 件，看办结时间"),
    "E2": (1940, ""),
    "E4": (1970, "“六有”齐全"),
}
FOUND = ("B2", "2 件办件超时：0718、0902；系统停表记录当场没有打出来。")
NOTED = ("预约公示栏与网站位置", "办公楼 1 楼，市直机关党建网")
REASON = "书记换届，新书记刚到任，支委会推迟一周。"


def go_further() -> None:
    """The team has signed at the first branch of the day and is in the middle of the second."""
    campaign = Campaign.objects.get(slug="demonstration-2025")
    staff, zone = (User.objects.get(username=name) for name in ("staff", "zone"))
    stages = {stage.kind: stage for stage in campaign.stages.all()}
    scoring, own_marks = stages[StageKind.SCORING], stages[StageKind.SELF_ASSESSMENT]
    dates = {"opens_at": scoring.opens_at, "closes_at": scoring.closes_at}
    Stage.objects.create(campaign=campaign, kind=StageKind.VISIT, **dates)
    branches = list(Assessment.objects.of(campaign).filter(unit__name=UNIT).in_order())
    day = sorted(branches[:5], key=lambda row: row.name != IN_HAND)
    plan = Plan("市发改委实地验收", timezone.localdate(), day, [staff, zone], staff, list(SEEN), time(9, 30), 60)
    first, second, *others = plan_visit(staff, campaign, plan).stops.order_by("position")
    for stop in (first, second, *others):
        place_stop(staff, stop, stop.planned_at, "发改委大楼 4 楼")
    look(staff, first, SEEN)
    code, text = FOUND
    add_finding(staff, first, text=text, criterion=code)
    sign_for_team(staff, first, Hand(Stop.objects.get(pk=first.pk).version, WAVES))
    look(staff, second, {"B1": SEEN["B1"]})
    later = {"kind": StageKind.SELF_ASSESSMENT, "closes_at": own_marks.closes_at + timedelta(days=7), "reason": REASON}
    grant_extension(staff, campaign, node=branches[-1].node, **later)
    add_note(staff, title=NOTED[0], detail=NOTED[1], due_on=timezone.localdate() + timedelta(days=1))
    remind_now(staff, campaign, SUBMIT)


def look(person: User, stop: Stop, seen: Mapping[str, tuple[int, str]]) -> None:
    """Marks with what was seen, and a photo beside the last of them."""
    for code, (mark, words) in seen.items():
        save_check(person, stop, code, mark=mark, seen=words, version=0)
    picture = ContentFile(scene(stop.assessment.name, timezone.localtime()), name="现场.jpg")
    add_photo(person, stop, list(seen)[-1], picture)
