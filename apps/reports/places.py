"""A branch's places in four scopes, each with what the place above has more."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.figures_of_run import counts_in
from apps.evaluations.models import Result, Run
from apps.reports.league import ALL, NO_ZONE
from apps.reports.present import Presenter


def four_places(campaign: Campaign, run: Run, result: Result) -> list[dict[str, Any]]:
    """Places in campaign, zone, unit and type, each leading to its table."""
    league = reverse("reports:league", args=[campaign.slug])
    show = Presenter.of(rulebook_of(run.rulebook_version))
    zone, kind = result.zone, result.branch_type

    def held(scope: str, group: int | str | None) -> int:
        return sum(counts_in(run, scope, str(group or "")))

    scopes = [
        (campaign.committee.name, "rank", {}, run.branches, f"{league}?scope={ALL}"),
        (
            zone.name if zone else _("no zone"),
            "rank_zone",
            {"zone": result.zone_id},
            held("zone", result.zone_id),
            f"{league}?scope=zone&zone={result.zone_id or NO_ZONE}",
        ),
        (
            result.unit.name,
            "rank_unit",
            {"unit": result.unit_id},
            held("unit", result.unit_id),
            f"{league}?scope=unit&unit={result.unit_id}",
        ),
        (
            kind or _("no type"),
            "rank_type",
            {"branch_type": kind},
            held("type", kind),
            f"{league}?{urlencode({'scope': 'type', 'type': kind})}",
        ),
    ]
    return [one_place(show, run, result, *scope) for scope in scopes]


def one_place(
    show: Presenter, run: Run, result: Result, label: str, field: str, group: dict, branches: int, url: str
) -> dict[str, Any]:
    note = place_note(show, result, run.results.filter(**group), field)
    return {"label": label, "place": getattr(result, field), "of": branches, "url": url, "note": note}


def place_note(show: Presenter, result: Result, rows: Any, field: str) -> str:
    """How far the place above is: in points where stars are equal, else a star."""
    if getattr(result, field) is None:
        return _("not rated, so without a place")
    above = rows.filter(**{f"{field}__lt": getattr(result, field)}).order_by("-position").first()
    if above is None:
        return _("nobody stands above")
    words = {"place": getattr(above, field)}
    if above.stars != result.stars:
        return _("place %(place)s has more stars") % words
    if not show.rules.stars and above.level != result.level:
        return _("place %(place)s is %(level)s") % (words | {"level": show.level(above.level)["name"]})
    if above.total == result.total:
        return _("place %(place)s leads on a later key") % words
    return _("%(gap)s behind place %(place)s") % (words | {"gap": show.gap(abs(above.total - result.total))})
