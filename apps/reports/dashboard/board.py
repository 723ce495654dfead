"""What stands on a leader's dashboard? Every cell of it, as its page draws them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.campaigns.models import RoadYear
from apps.core.stars import dot_worth
from apps.evaluations.criteria import criteria_counts
from apps.reports.dashboard import groups, levels, lists
from apps.reports.dashboard.frame import Frame
from apps.reports.dashboard.sites import sites
from apps.reports.heat import Heat
from apps.reports.part_links import act
from apps.reports.targets.rows import TargetRows
from apps.reports.word_counts import word_counts

WEAKEST = 6
TARGETS = 5


def board(frame: Frame, by: str = "") -> dict[str, Any]:
    """The whole dashboard of a run that has branches; `by` is the scope of its table."""
    return {
        "sentence": levels.sentence(frame),
        "sub": levels.sub(frame),
        "has_pending": levels.has_pending(frame),
        "acts": acts(frame),
        "levels": levels.levels(frame),
        "bar": frame.run.counts["levels"],
        "is_new_method": frame.is_new_method,
        "words": word_counts(frame.show, frame.run, frame.league),
        "map_zones": groups.star_map(frame),
        "map_scale": dot_worth(frame.run.branches),
        "sites": sites(frame),
        **groups.cell(frame, by),
        **targets(frame),
        **criteria(frame),
        **lists.lists(frame),
    }


def acts(frame: Frame) -> list[dict[str, str]]:
    """What one may do from here."""
    slug = [frame.campaign.slug]
    conducts = frame.person.has_perm("campaigns.change_campaign", frame.campaign)
    return [
        *act(_("What if"), reverse("reports:whatif", args=slug), "refresh"),
        *act(_("Hall screen"), reverse("reports:screen", args=slug) if conducts else "", "device-tv"),
    ]


def targets(frame: Frame) -> dict[str, Any]:
    """The first targets, this year's before later ones, and the road that they stand on."""
    rows = TargetRows(frame.campaign, frame.run, frame.show, frame.league).rows()
    years = RoadYear.objects.filter(road__committee=frame.campaign.committee_id, year=frame.campaign.year)
    return {
        "targets": rows[:TARGETS],
        "target_road": years.values_list("road", flat=True).first() if rows else None,
        "targets_left": len(rows[TARGETS:]),
        "targets_url": reverse("reports:targets", args=[frame.campaign.slug]),
    }


def criteria(frame: Frame) -> dict[str, Any]:
    """The heat table and the weakest criteria; nothing for a run that was made before criteria were counted."""
    if criteria_counts(frame.run) is None or not frame.show.rules.criteria:
        return {}
    heat = Heat(frame.show, frame.run, frame.campaign.slug, frame.zones)
    return {
        "heat": {"heads": heat.heads(), "rows": heat.rows(), "columns": heat.columns(), "key": heat.key()},
        "weak": heat.weak()[:WEAKEST],
        "criteria_url": reverse("reports:criteria", args=[frame.campaign.slug]),
        "criteria_count": len(frame.show.rules.criteria),
    }
