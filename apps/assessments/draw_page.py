"""What the page of a draw says: the seed, the parts, who marks each drawn branch first and second, earlier draws."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment, Assignment, Draw
from apps.assessments.seconds import second_of
from apps.assessments.strata import STANDINGS, UNKNOWN
from apps.campaigns.models import Campaign
from apps.core.tables import write_xlsx
from apps.rating.points import show_points

SHOWN = 100


def proposed_seed() -> str:
    """A seed that nobody could have thought out."""
    return f"{timezone.localdate():%Y-%m-%d} {secrets.randbelow(10**12):012d}"


def standing_draw_of(campaign: Campaign, party: str) -> Draw | None:
    """The draw that stands for a party."""
    return Draw.objects.standing().filter(campaign=campaign, party=party).first()


def published_draws(campaign: Campaign) -> list[dict[str, Any]]:
    """Every seed that was published, as everybody who sees the campaign reads it: never which branches were drawn."""
    return [{"draw": row, "share": share_words(row)} for row in Draw.objects.filter(campaign=campaign)]


def dropped_draws(campaign: Campaign, party: str) -> Sequence[Draw]:
    """Those that were dropped, with their reasons."""
    return list(Draw.objects.filter(campaign=campaign, party=party).exclude(dropped_at=None))


def drawn_context(draw: Draw) -> dict[str, Any]:
    """The drawn branches with first and second scorers, finished pairs first; and the parts."""
    duties = duties_of(draw)
    listed = [row_of(draw, key, duties.get(key, {})) for key in draw.drawn]
    rows = sorted(listed, key=lambda row: (not row["is_pair"], not row["lacks"]))
    names = dict(Assessment.objects.filter(pk__in=[row["pk"] for row in rows[:SHOWN]]).values_list("pk", "name"))
    for row in rows[:SHOWN]:
        row["name"] = names.get(row["pk"], "")
    return {
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "n": len(rows),
        "pairs": sum(row["is_pair"] for row in rows),
        "lacking": sum(row["lacks"] for row in rows),
        "parts": [part_row(part) for part in draw.strata],
    }


def duties_of(draw: Draw) -> dict[int, dict[str, Assignment]]:
    """By branch and sheet, who marks the drawn branches; one query."""
    parties = (draw.party, second_of(draw.party))
    rows = Assignment.objects.standing().filter(campaign=draw.campaign_id, party__in=parties)
    drawn: set[int] = set(draw.drawn)
    found: dict[int, dict[str, Assignment]] = {}
    for row in rows.select_related("person"):
        if row.assessment_id in drawn:
            found.setdefault(row.assessment_id, {})[row.party] = row
    return found


def row_of(draw: Draw, key: int, duties: Mapping[str, Assignment]) -> dict[str, Any]:
    """One drawn branch."""
    first, second = duties.get(draw.party), duties.get(second_of(draw.party))
    is_pair = bool(first and second and first.finished_at and second.finished_at)
    url = reverse("scorers:comparison", args=[draw.campaign.slug, key]) + f"?party={draw.party}"
    return {"pk": key, "first": first, "second": second, "is_pair": is_pair, "lacks": not second, "url": url}


def part_row(part: Mapping[str, Any]) -> dict[str, Any]:
    """One part of the urn in words."""
    zone, branch_type, standing = part["names"]
    words = [zone or _("no zone"), branch_type or _("no type"), standing_word(standing)]
    return {"name": " · ".join(words), "branches": len(part["keys"]), "drawn": part["drawn"]}


def standing_word(standing: str) -> str:
    """How well a part's branches did."""
    words = (_("advanced third"), _("middle third"), _("lagging third"), _("standing unknown"))
    return dict(zip((*STANDINGS, UNKNOWN), words, strict=True))[standing]


def headline(draw: Draw | None, drawn: Mapping[str, Any]) -> str:
    """The state in a sentence."""
    if draw is None:
        return _("Nothing is drawn to be marked twice yet")
    if draw.drawn_at is None:
        return _("The seed is published, nothing is drawn yet")
    words = ngettext(
        "%(done)s of %(n)s drawn branch is marked by both",
        "%(done)s of %(n)s drawn branches are marked by both",
        drawn["n"],
    )
    return words % {"done": drawn["pairs"], "n": drawn["n"]}


def share_words(draw: Draw) -> str:
    """The share as it was published."""
    return f"{show_points(draw.share)}%"


def urn_workbook(draw: Draw) -> bytes:
    """Everything that is needed to draw again: unit, branch and part of each, and which were drawn, in which order."""
    keys = [key for part in draw.strata for key in part["keys"]]
    found = Assessment.objects.filter(pk__in=keys).values_list("pk", "unit__name", "name")
    names = {key: (unit, name) for key, unit, name in found}
    order = {key: place for place, key in enumerate(draw.drawn, start=1)}
    parts = [(key, part["names"]) for part in draw.strata for key in part["keys"] if key in names]
    rows = ([*names[key], *part, order.get(key, "")] for key, part in parts)
    headings = [_("Unit"), _("Branch"), _("Zone"), _("Branch type"), _("Standing"), _("Drawn as number")]
    seed = _("Seed: %(seed)s, share %(share)s") % {"seed": draw.seed, "share": share_words(draw)}
    return write_xlsx([*headings, seed], rows, _("Draw"), widths=[26, 30, 18, 14, 12, 10, 40])
