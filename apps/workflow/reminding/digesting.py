"""What does a digest tell those who compare branches? How far each campaign is, and what is late."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.workflow.facts import Facts, gather
from apps.workflow.late import Late, late_work

MOST_LATE = 12


def committee_lines(person: Any, campaigns: Iterable[Campaign], now: datetime) -> list[str]:
    """Lines for the campaigns that the person compares; none for others."""
    seen = [campaign for campaign in campaigns if person.has_perm("campaigns.compare_branches", campaign)]
    lines: list[str] = []
    for facts in gather(seen).values():
        lines += [figures(facts), *late_lines(facts.campaign, now)]
    return lines


def figures(facts: Facts) -> str:
    """A campaign in one line."""
    words = {
        "name": facts.campaign.name,
        "given": facts.given,
        "branches": facts.branches,
        "units": facts.units,
        "received": facts.received,
        "whole": facts.whole,
    }
    return (
        _(
            "%(name)s: submitted %(given)s of %(branches)s branches, received %(received)s of %(units)s units, "
            "fully marked %(whole)s of %(branches)s branches."
        )
        % words
    )


def late_lines(campaign: Campaign, now: datetime) -> list[str]:
    """Its late work, longest first."""
    rows = [row for row in late_work(campaign, now=now) if row.due_at <= now]
    lines = [late_line(row) for row in rows[:MOST_LATE]]
    if left := len(rows) - len(lines):
        lines.append(ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left})
    return lines


def late_line(row: Late) -> str:
    """Late work of one unit."""
    words = {"unit": row.unit, "what": row.title, "count": row.count, "n": row.days}
    days = ngettext("%(n)s day late", "%(n)s days late", row.days) % words
    return _("· %(unit)s, %(what)s %(count)s, %(days)s") % (words | {"days": days})
