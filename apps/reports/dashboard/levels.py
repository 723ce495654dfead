"""How many hold each level, beside last year; the head of the dashboard in a sentence, and the run it stands on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.choices import Status
from apps.core.templatetags.figures import grouped
from apps.criteria.selectors import rulebook_of
from apps.evaluations.figures_of_run import number_of
from apps.evaluations.models import Run
from apps.jobs.models import Job
from apps.reports.dashboard.frame import Frame
from apps.reports.movement import is_new_method
from apps.reports.present import difference, percent
from apps.reports.views.common import run_line


def sentence(frame: Frame) -> str:
    """How many branches there are, and how many hold the best level."""
    run, show = frame.run, frame.show
    branches = ngettext("%(n)s branch", "%(n)s branches", run.branches) % {"n": grouped(run.branches)}
    return _("%(branches)s, %(best_count)s %(best)s") % {
        "branches": branches,
        "best_count": grouped(run.counts["levels"][0]),
        "best": show.level_name(show.rules.levels[0]),
    }


def sub(frame: Frame) -> str:
    """Units and zones; the run with its time and digest; whether it is sealed, and whether changes wait."""
    run = run_line(frame.run) or {}
    zones = len([key for key in frame.run.counts["zone"] if key])
    groups = _("%(units)s units · %(zones)s zones") if zones else _("%(units)s units")
    line = _("%(groups)s · %(run)s, made %(when)s · digest %(digest)s · not sealed")
    if frame.campaign.status == Status.SEALED:
        line = _("%(groups)s · %(run)s, made %(when)s · digest %(digest)s · sealed")
    words = {"run": run["title"], "when": run["when"], "digest": run["digest_short"]}
    return line % (words | {"groups": groups % {"units": grouped(number_of(frame.run, "unit")), "zones": zones}})


def has_pending(frame: Frame) -> bool:
    """Whether marks have changed that no run holds yet."""
    return Job.objects.of("evaluate", frame.campaign.pk).unfinished().exists()


def levels(frame: Frame) -> list[dict[str, Any]]:
    """Each level: how many, their share, last year's figure; each leads to its branches."""
    before, run, show = frame.before, frame.run, frame.show
    last = before if before and before.campaign_id != frame.campaign.pk else None
    return [
        {
            "level": show.level(index),
            "count": count,
            "share": percent(count, run.branches),
            "url": frame.league(level=index),
            "stars_of": show.most_stars,
            "index": index,
            "earlier": earlier(frame, index, count, last) if last else None,
        }
        for index, count in enumerate(run.counts["levels"])
    ]


def earlier(frame: Frame, index: int, count: int, run: Run) -> dict[str, Any] | None:
    """Last year's figure of the level of that name, and the difference; None where it had no such level."""
    names = [level.name for level in rulebook_of(run.rulebook_version).outcomes]
    name = frame.show.rules.outcomes[index].name
    if name not in names:
        return None
    before = run.counts["levels"][names.index(name)]
    url = f"{reverse('reports:league', args=[run.campaign.slug])}?level={names.index(name)}"
    changed = "" if is_new_method(frame.run, run) else difference(count - before)
    return {"count": before, "year": run.campaign.year, "difference": changed, "url": url}
