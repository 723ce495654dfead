"""What have a unit's reviewers to do? Check what the branches submitted, then hand everything over."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import SubmissionStatus
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.workflow import addresses
from apps.workflow.items import Item, Waiting
from apps.workflow.late import SUBMIT
from apps.workflow.sources.branch import has_begun
from apps.workflow.sources.desk import Desk, ended, stage_of

S = SubmissionStatus


@dataclass
class Unit:
    """One unit in one campaign, until when it works, and how many of its branches stand where."""

    campaign: Campaign
    pk: int
    name: str
    due_at: datetime
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def with_branches(self) -> int:
        return sum(self.counts[status] for status in WITH_THE_BRANCH)


def unit_work(desk: Desk) -> tuple[list[Item], list[Waiting]]:
    """Items and what is waited for, of the units that the person checks; who conducts campaigns only stands in."""
    offices = desk.offices(Power.CHECK, without=Power.CAMPAIGN)
    campaigns = {campaign.pk: campaign for campaign in desk.open_campaigns if has_begun(campaign, desk.now)}
    if not offices or not campaigns:
        return [], []
    rows = Assessment.objects.filter(desk.reach_by(offices).where(Power.CHECK), campaign__in=campaigns)
    units: dict[tuple[int, int], Unit] = {}
    grouped = rows.order_by("unit__order_path").values_list(
        "campaign_id", "unit_id", "unit__name", "unit__path", "submission__status"
    )
    for campaign, pk, name, path, status, n in grouped.annotate(n=Count("pk")):
        due_at = desk.end(stage_of(campaigns[campaign], StageKind.SELF_ASSESSMENT), path, is_whole=True)
        unit = units.setdefault((campaign, pk), Unit(campaigns[campaign], pk, name, due_at))
        unit.counts[status or S.FILLING] += n
    items = [item for unit in units.values() if (item := step(unit, desk.now))]
    return items, [wait for unit in units.values() for wait in waits(unit)]


def step(unit: Unit, now: datetime) -> Item | None:
    """The unit's next act: checking, or handing over once nothing is left to check."""
    submitted, approved, missing = unit.counts[S.SUBMITTED], unit.counts[S.APPROVED], unit.with_branches
    if submitted:
        title = ngettext("Check %(n)s self-assessment", "Check %(n)s self-assessments", submitted) % {"n": submitted}
        why = _("%(unit)s: %(approved)s passed, %(missing)s not submitted yet")
        why, label = why % {"unit": unit.name, "approved": approved, "missing": missing}, _("Check them")
        icon, key = "list-check", "check"
    elif approved and not missing:
        title = ngettext("Hand over %(n)s self-assessment", "Hand over %(n)s self-assessments", approved) % {
            "n": approved
        }
        why, label = _("%(unit)s: all are checked") % {"unit": unit.name}, _("Hand them over")
        icon, key = "send", "hand-over"
    else:
        return None
    if unit.due_at <= now:
        why, label = ended(stage_of(unit.campaign, StageKind.SELF_ASSESSMENT)), _("Look at it")
    return Item(
        key=f"{key}-{unit.campaign.pk}-{unit.pk}",
        icon=icon,
        title=title,
        why=why,
        source=unit.campaign.name,
        url=addresses.unit_check(unit.campaign.slug, unit.pk),
        label=label,
        due_at=unit.due_at,
    )


def waits(unit: Unit) -> list[Waiting]:
    """What the branches and the work committee owe the unit."""
    url, found = addresses.unit_check(unit.campaign.slug, unit.pk), []
    if missing := unit.with_branches:
        title = ngettext("%(n)s branch has not submitted", "%(n)s branches have not submitted", missing)
        who = _("%(unit)s, the branch secretaries") % {"unit": unit.name}
        found.append(Waiting(title % {"n": missing}, who, unit.due_at, url, SUBMIT, unit.campaign, unit.pk))
    if unit.counts[S.HANDED_OVER]:
        title = _("Receipt of the self-assessments")
        found.append(Waiting(title, str(unit.campaign.committee), url=url))
    return found
