"""When does proof come in? Files by day of the self-assessment, and how much of it in the last week."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.evidence.choices import UseKind
from apps.evidence.models import EvidenceFile, Use

SHOWN_DAYS, LAST_DAYS = 14, 7


@dataclass(frozen=True)
class UploadDays:
    """The last fourteen days of the stage as (day, files), all files of the stage, and those of its last seven days."""

    days: list[tuple[date, int]]
    total: int
    last_week: int
    is_over: bool

    @property
    def share(self) -> int:
        """What came in the last week, in whole per cent."""
        return self.last_week * 100 // self.total

    @property
    def most(self) -> int:
        return max(count for _day, count in self.days)


def upload_days(campaign: Campaign, now: datetime | None = None) -> UploadDays | None:
    """None before anything came; one query beside the stages."""
    now = now or timezone.now()
    stages = [stage for stage in campaign.stages.all() if stage.kind == StageKind.SELF_ASSESSMENT]
    if not stages or stages[0].opens_at > now:
        return None
    here = Use.objects.filter(kind=UseKind.ASSESSMENT, key__in=campaign.assessments.order_by().values("pk"))
    sent = EvidenceFile.objects.filter(pk__in=here.values("file"), at__gte=stages[0].opens_at)
    counts = Counter(timezone.localtime(at).date() for at in sent.order_by().values_list("at", flat=True))
    if not counts:
        return None
    # What ends at midnight has its last day before it.
    last = timezone.localtime(min(now, stages[0].closes_at - timedelta(seconds=1))).date()
    shown = [last - timedelta(days=back) for back in reversed(range(SHOWN_DAYS))]
    in_time = {day: count for day, count in counts.items() if day <= last}
    last_week = sum(in_time.get(day, 0) for day in shown[-LAST_DAYS:])
    days = [(day, in_time.get(day, 0)) for day in shown]
    return UploadDays(days, sum(counts.values()), last_week, stages[0].closes_at <= now)
