"""How is turnout told on its page? Head, table by zone, unit or branch, columns by day, who is farthest from half."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.ballots.choices import BatchStatus, PollStatus
from apps.ballots.models import PaperBatch, Poll, Roll
from apps.ballots.turnout import (
    BY_BRANCH,
    BY_UNIT,
    BY_ZONE,
    LayerTurnout,
    Turnout,
    TurnoutRow,
    far_from_quorum,
    turnout_of,
)
from apps.campaigns.models import Stage
from apps.core.asked import whole

TENTHS = 10
COLUMN, BAR, HEIGHT, FOOT, HEAD = 57, 22, 94, 24, 20
MOST_DAYS = 14
SHOWN_BATCHES = 4
SHOWN_FAR = 4
SHOWN_ROWS = 30


@dataclass(frozen=True)
class Asked:
    """What the address asks: the units of a zone, the branches of a unit, which page of rows, and from which on those
    farthest from half (None: the first few)."""

    zone: int | None = None
    unit: int | None = None
    page: int = 1
    far: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """Read from an address that may have been bent by hand."""
        found = {name: whole(query.get(name)) for name in ("zone", "unit", "page", "far")}
        return cls(found["zone"], found["unit"], max(1, found["page"] or 1), found["far"])

    @property
    def is_narrow(self) -> bool:
        return bool(self.zone or self.unit)

    @property
    def narrowed(self) -> dict[str, int | None]:
        """To which zone or unit: a unit says more."""
        return {"unit": self.unit} if self.unit else {"zone": self.zone or None}

    def address(self, **changes: int | None) -> str:
        """The same question with changes, as the query of an address."""
        asked = replace(self, **changes)
        pairs = asked.narrowed | {"page": asked.page if asked.page > 1 else None, "far": asked.far}
        return "?" + urlencode({name: number for name, number in pairs.items() if number is not None})


def shown_turnout(poll: Poll, person: Any, asked: Asked) -> Turnout:
    """The rows: zones at first, then the units of one, then the branches of one."""
    by = BY_BRANCH if asked.unit else BY_UNIT if asked.zone else ""
    return turnout_of(poll, person, by, **asked.narrowed)


def sentence(poll: Poll, total: TurnoutRow, stage: Stage | None, now: datetime) -> str:
    """What stands: the share of the first layer, and how many branches are below half."""
    if not total.entitled:
        return _("Nobody may vote yet")
    if poll.status == PollStatus.COUNTED:
        return _("The votes are counted")
    if stage is None or stage.opens_at > now:
        return _("Voting has not begun")
    layer = total.layers[0]
    words = {"layer": layer.title, "share": per_cent(layer), "n": total.branches - total.over_half}
    if not words["n"]:
        return _("%(layer)s: %(share)s have voted, and every branch is over half") % words
    text = ngettext(
        "%(layer)s: %(share)s have voted, %(n)s branch is not over half",
        "%(layer)s: %(share)s have voted, %(n)s branches are not over half",
        words["n"],
    )
    return text % words


def sub_line(poll: Poll, stage: Stage | None, now: datetime) -> str:
    """From when to when, what time it is, and what nobody sees."""
    parts = [_("Ballot of members and the public")]
    if stage:
        parts.append(f"{day(stage.opens_at)}–{minute(stage.closes_at)}")
        if stage.opens_at <= now < stage.closes_at:
            parts.append(_("now %(moment)s") % {"moment": minute(now)})
    if poll.status != PollStatus.COUNTED:
        parts.append(_("only how many came can be seen, not what they chose"))
    return " · ".join(parts)


def table_of(slug: str, turnout: Turnout, asked: Asked) -> dict[str, Any]:
    """One page of the rows with their links, and the sum of all."""
    by, rows = turnout.by, turnout.rows
    shown = rows[(asked.page - 1) * SHOWN_ROWS : asked.page * SHOWN_ROWS]
    return {
        "head": {BY_ZONE: _("Zone"), BY_UNIT: _("Unit"), BY_BRANCH: _("Branch")}[by],
        "is_branches": by == BY_BRANCH,
        "rows": [row_of(row, link_of(slug, by, row)) for row in shown],
        "has_total": len(rows) > 1,
        "previous_url": asked.address(page=asked.page - 1) if asked.page > 1 else "",
        "next_url": asked.address(page=asked.page + 1) if len(rows) > asked.page * SHOWN_ROWS else "",
        "total": row_of(turnout.total, "") | {"name": _("Together")},
        "layers": [layer.title or _("Voters") for layer in turnout.total.layers],
    }


def far_of(poll: Poll, person: Any, asked: Asked, count: int) -> dict[str, Any] | None:
    """Who is farthest from half of `count` branches that are not over it: the first few, or a page of all of them."""
    if not count or poll.status == PollStatus.COUNTED:
        return None
    start, most = asked.far or 0, SHOWN_FAR if asked.far is None else SHOWN_ROWS
    before = max(0, start - most)
    return {
        "count": count,
        "rows": far_from_quorum(poll, person, most, start=start, **asked.narrowed),
        "all_url": asked.address(far=0) if asked.far is None and count > most else "",
        "previous_url": f"{asked.address(far=before)}#far" if start else "",
        "next_url": f"{asked.address(far=start + most)}#far" if asked.far is not None and count > start + most else "",
    }


def link_of(slug: str, by: str, row: TurnoutRow) -> str:
    """What lies below a row: its units, its branches, the branch's own page."""
    if row.key is None:
        return ""
    if by == BY_BRANCH:
        return reverse("reports:branch", args=[slug, row.key])
    return f"{reverse('ballots:turnout', args=[slug])}?{by}={row.key}"


def row_of(row: TurnoutRow, url: str) -> dict[str, Any]:
    """One row as the table shows it."""
    return {
        "name": row.name or _("Without a zone"),
        "url": url,
        "layers": [layer_of(layer) for layer in row.layers],
        "branches": row.branches,
        "over_half": row.over_half,
        "few": row.few,
    }


def layer_of(layer: LayerTurnout) -> dict[str, Any]:
    share = layer.share
    return {
        "title": layer.title,
        "entitled": layer.entitled,
        "voted": layer.voted,
        "share": per_cent(layer),
        "thousandths": 0 if share is None else share // TENTHS,
        "tick": layer.wanted // TENTHS,
        "is_reached": layer.is_reached,
    }


def per_cent(layer: LayerTurnout) -> str:
    """89.7%; a dash where nobody may vote."""
    share = layer.share
    return "–" if share is None else f"{share // 100}.{share % 100 // TENTHS}%"


def ticks_line(poll: Poll) -> str:
    """What the ticks mean, and what is never shown."""
    wanted = _(", ").join(f"{layer['title']} {layer['wanted'] // 100}%" for layer in poll.layers)
    return _("Tick: %(wanted)s; a branch counts as over half by the votes of all its layers") % {"wanted": wanted}


def columns(days: Sequence[tuple[date, Mapping[str, int]]], today: int, stage: Stage | None) -> dict[str, Any] | None:
    """Votes so far at the end of each day, today's as they stand, and the days that are left; None before any."""
    totals = {on: sum(votes.values()) for on, votes in days}
    now = timezone.localdate()
    if stage and stage.opens_at <= timezone.now() < stage.closes_at:
        totals[now] = today
    if not totals:
        return None
    shown = sorted(totals.items())[-MOST_DAYS:]
    left = days_left(shown[-1][0], stage)[: max(0, MOST_DAYS - len(shown))]
    most, is_many = max(1, *totals.values()), max(totals.values()) >= 10_000
    bars = [column(at, on, votes, most, is_many=is_many) for at, (on, votes) in enumerate(shown)]
    bars += [column(len(shown) + at, on, None, most, is_many=is_many) for at, on in enumerate(left)]
    return {
        "bars": bars,
        "table": [(date_format(on, _("j M")), votes) for on, votes in shown],
        "is_thousands": is_many,
        "width": COLUMN * max(7, len(bars)),
        "height": HEAD + HEIGHT + FOOT,
        "said": _("%(votes)s votes by %(day)s") % {"votes": shown[-1][1], "day": date_format(shown[-1][0], _("j M"))},
    }


def days_left(last: date, stage: Stage | None) -> list[date]:
    """The days after `last` in which votes are still cast."""
    if stage is None or stage.closes_at <= timezone.now():
        return []
    end = timezone.localdate(stage.closes_at)
    return [last + timedelta(days=n) for n in range(1, (end - last).days + 1)]


def column(at: int, on: date, votes: int | None, most: int, *, is_many: bool) -> dict[str, Any]:
    """One day's column: where it stands and how high, its figure over it and its day below."""
    tall = HEIGHT if votes is None else max(1, votes * HEIGHT // most)
    figure = "" if votes is None else f"{votes // 1000}.{votes % 1000 // 100}" if is_many else f"{votes}"
    middle = COLUMN * at + COLUMN // 2
    return {
        "x": middle - BAR // 2,
        "y": HEAD + HEIGHT - tall,
        "height": tall,
        "middle": middle,
        "over": HEAD + HEIGHT - tall - 6,
        "below": HEAD + HEIGHT + 18,
        "figure": figure,
        "day": _("%(day)s.") % {"day": on.day},
        "is_left": votes is None,
    }


def papers_of(poll: Poll, person: Any) -> dict[str, Any]:
    """Paper ballots that the person sees: how many lie in the box, and which piles wait."""
    rolls = Roll.objects.visible_to(person).filter(poll=poll, pk=OuterRef("roll"))
    # The piles are few and the rolls many: each pile is asked for its roll.
    batches = PaperBatch.objects.filter(Exists(rolls))
    agreed, waiting = Q(status=BatchStatus.AGREED), Q(status__in=[BatchStatus.FIRST, BatchStatus.DIFFERS])
    found = batches.aggregate(
        piles=Count("pk", filter=agreed),
        votes=Sum("papers", filter=agreed, default=0),
        left=Count("pk", filter=waiting),
    )
    shown = batches.filter(waiting).select_related("roll__assessment")[:SHOWN_BATCHES] if found["left"] else []
    return {
        "piles": found["piles"],
        "papers": found["votes"],
        "waiting": list(shown),
        "more": max(0, found["left"] - SHOWN_BATCHES),
    }


def day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), _("j M"))


def minute(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), _("j M H:i"))
