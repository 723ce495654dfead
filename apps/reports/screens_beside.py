"""What stands on a hall screen beside the results: demonstration sites that are public, and levels of former years."""

from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.criteria.selectors import is_same_method, rulebook_of
from apps.demonstrations.models import Programme
from apps.demonstrations.title_list import HOLDS, Asked, places_of, titles_of
from apps.evaluations.models import Run
from apps.evaluations.selectors import frozen_run
from apps.reports.present import Presenter, percent

NEWEST, YEARS, MOST_CAMPAIGNS = 10, 5, 20
FIRST_LEVELS = 3


def sites_of(campaign: Campaign) -> dict[str, Any] | None:
    """The committee's public list with most titles: how many hold, by year, the newest names; None without one."""
    programmes = Programme.objects.filter(committee=campaign.committee_id, is_listed=True)
    found = [(programme, places_of(titles_of(programme))) for programme in programmes]
    holding = [(programme, held) for programme, places in found if (held := [one for one in places if one.holds])]
    if not holding:
        return None
    programme, held = max(holding, key=lambda pair: len(pair[1]))
    years = sorted({place.year for place in held})
    titles = Asked(None, None, None, HOLDS).narrowed(titles_of(programme)).order_by("-named_on", "number")
    return {
        "word": programme.title_word,
        "count": len(held),
        "years": [{"year": year, "n": sum(place.year == year for place in held)} for year in years],
        "newest": [{"holder": row.holder, "brand": row.brand} for row in titles[:NEWEST]],
    }


def years_of(campaign: Campaign) -> list[dict[str, Any]]:
    """This campaign and the years before it whose results the public may read, the earliest first; none for a single
    year. Of two earlier ratings in a year the later.

    `is_new_rules` where a year was rated by other rules than the one before: their levels do not compare.
    """
    rows = Campaign.objects.ratings().filter(
        Q(pk=campaign.pk) | Q(year__lt=campaign.year),
        committee=campaign.committee_id,
        is_rehearsal=campaign.is_rehearsal,
    )
    held = [
        run
        for row in rows.exclude(status=Status.DRAFT).order_by("-year", "-pk")[:MOST_CAMPAIGNS]
        if (run := frozen_run(row))
    ]
    newest = {run.campaign.year: run for run in reversed(held)}
    runs = [newest[year] for year in sorted(newest)][-YEARS:]
    if len(runs) < 2:
        return []
    before = [None, *runs[:-1]]
    return [year_of(run, earlier) for run, earlier in zip(runs, before, strict=True)]


def year_of(run: Run, before: Run | None) -> dict[str, Any]:
    show = Presenter(rulebook_of(run.rulebook_version), get_language() or "zh-hans")
    counts = run.counts["levels"]
    levels = [show.level(index) for index in range(len(counts))]
    return {
        "year": run.campaign.year,
        "counts": counts,
        "levels": levels,
        "branches": run.branches,
        "parts": [
            {"name": level["name"], "n": n, "share": percent(n, run.branches)}
            for level, n in zip(levels, counts, strict=True)
        ][:FIRST_LEVELS],
        "is_new_rules": before is not None and not is_same_method(before.rulebook_version, run.rulebook_version),
    }
