"""What does a notice say? Rows, counts and changes from runs; its canonical text; which one stands."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import StageKind
from apps.campaigns.days import working_days_between
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import DecisionStatus as Decided
from apps.evaluations.choices import NoticeStatus, Outcome
from apps.evaluations.models import Decision, Notice, Result, Run
from apps.rating.rulebook import Rulebook

FIELDS = ("unit", "zone", "stars")
NAME, UNIT, ZONE, LEVEL, STARS = range(5)
ANSWER_DAYS = 5
NAMED = _(
    "The notice stands from %(start)s to %(end)s. Whoever objects to a result says so by %(end)s with the real name, "
    "and tells facts and grounds. We answer within %(days)s working days."
)
NAMED_OR_NOT = _(
    "The notice stands from %(start)s to %(end)s. Whoever objects to a result says so by %(end)s, with the name or "
    "without, and tells facts and grounds. We answer within %(days)s working days."
)


def standing_notice(campaign: Campaign) -> Notice | None:
    """The issue that counts: public or ended, and not replaced by a later one."""
    held = campaign.notices.filter(status__in=[NoticeStatus.PUBLIC, NoticeStatus.ENDED])
    return held.select_related("run__rulebook_version", "paper").order_by("-number").first()


def decided(campaign: Campaign) -> Decision | None:
    """The last decision that nobody has still to sign or approve."""
    rows = campaign.decisions.filter(status__in=[Decided.SIGNED, Decided.APPROVED], final_run__isnull=False)
    last = rows.select_related("final_run").order_by("-number").first()
    if last is None or (last.status == Decided.SIGNED and last.approvals.exclude(outcome=Outcome.AGREED).exists()):
        return None
    return last


def needs_decision(campaign: Campaign) -> bool:
    """Whether a meeting decides before the public is told."""
    return campaign.stages.filter(kind=StageKind.DECISION).exists()


def level_names(rules: Rulebook) -> list[str]:
    """The levels that a notice can list, best first."""
    return [level.name for level in rules.levels]


def starred(rules: Rulebook) -> list[str]:
    """The levels that a notice lists unless told otherwise: those that are worth a star, else the best one."""
    return [level.name for level in rules.levels if level.stars] or level_names(rules)[:1]


def listed(run: Run, levels: Sequence[str]) -> list[Result]:
    """The rated results on those levels, level by level; within one by zone, then by place."""
    names = level_names(rulebook_of(run.rulebook_version))
    numbers = [names.index(name) for name in levels if name in names]
    rows = run.results.filter(level__in=numbers, rank__isnull=False).select_related("unit", "zone")
    return sorted(rows, key=lambda row: (row.level, row.zone.sequence if row.zone else 0, row.position))


def rows_of(run: Run, levels: Sequence[str], fields: Sequence[str]) -> list[list[Any]]:
    """The list as it is issued: name, unit, zone, level, stars; what was not chosen is empty."""
    names = level_names(rulebook_of(run.rulebook_version))
    return [
        [
            row.name,
            row.unit.name if "unit" in fields else "",
            row.zone.name if "zone" in fields and row.zone else "",
            names[row.level],
            row.stars if "stars" in fields else None,
        ]
        for row in listed(run, levels)
    ]


def counts_of(run: Run, levels: Sequence[str]) -> dict[str, Any]:
    """How many branches stand on each listed level: [name, its stars, how many]."""
    rules = rulebook_of(run.rulebook_version)
    found = run.counts.get("levels", [])
    rows = [[level.name, level.stars, found[n]] for n, level in enumerate(rules.levels) if level.name in levels]
    return {"levels": rows}


def changes_between(before: Notice, run: Run, levels: Sequence[str]) -> list[dict[str, Any]]:
    """Every branch that either issue lists and whose level, stars or place differs; [before, after] of each.

    What an issue does not list is empty on its side: nobody learns there on which level a branch stands.
    """
    old, new = _told(before.run, before.levels), _told(run, levels)
    nothing = {"level": "", "stars": None, "place": None}
    names = {pk: told.pop("name") for found in (old, new) for pk, told in found.items()}
    found = []
    for pk in sorted(names, key=lambda pk: (pk not in new, new.get(pk, nothing)["place"] or 0, pk)):
        one, other = old.get(pk, nothing), new.get(pk, nothing)
        if one != other:
            found.append({"name": names[pk]} | {key: [one[key], other[key]] for key in nothing})
    return found


def _told(run: Run, levels: Sequence[str]) -> dict[int, dict[str, Any]]:
    names = level_names(rulebook_of(run.rulebook_version))
    return {
        row.assessment_id: {"name": row.name, "level": names[row.level], "stars": row.stars, "place": row.rank}
        for row in listed(run, levels)
    }


def digest_of(notice: Notice) -> str:
    """SHA-256 over the canonical text: everything that readers see, and which run it stands on."""
    told = {
        "campaign": notice.campaign.slug,
        "run": [notice.run.number, notice.run.digest],
        "days": [notice.opens_on.isoformat(), notice.closes_on.isoformat(), notice.days],
    }
    for key in ("number", "title", "issuer", "text", "levels", "fields", "rows", "counts", "changes", "contact"):
        told[key] = getattr(notice, key)
    told["takes_unnamed"] = notice.takes_unnamed
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_text(campaign: Campaign, counts: dict[str, Any]) -> str:
    """What a notice says unless somebody words it otherwise."""
    rules = rulebook_of(campaign.rulebook_version)
    kinds = set(campaign.stages.values_list("kind", flat=True))
    steps = [
        (StageKind.SELF_ASSESSMENT, _("the branches' own assessment")),
        (StageKind.SCORING, _("marking by the superior")),
        (StageKind.VISIT, _("site visits")),
        (StageKind.DECISION, _("combined decision")),
    ]
    words = {
        "rules": rules.title.zh,
        "steps": gettext(", ").join(str(word) for kind, word in steps if kind in kinds) or gettext("evaluation"),
        "counts": gettext(", ").join(
            gettext("%(n)s branches of %(level)s") % {"n": n, "level": level} for level, _stars, n in counts["levels"]
        ),
    }
    said = gettext(
        "By “%(rules)s”, after %(steps)s, these are to be rated: %(counts)s. Public notice is given herewith."
    )
    return said % words


def period_text(notice: Notice) -> str:
    """From when to when, how to object, and by when an answer comes; the same on page, paper and form."""
    words = {
        "start": date_format(notice.opens_on, "DATE_FORMAT"),
        "end": date_format(notice.closes_on, "DATE_FORMAT"),
        "days": ANSWER_DAYS,
    }
    if notice.takes_unnamed:
        return str(NAMED_OR_NOT) % words
    return str(NAMED) % words


def days_left(notice: Notice, today: date | None = None) -> tuple[int, int]:
    """Which working day of the notice it is (from 1), and how many are left after it."""
    today = today or timezone.localdate()
    gone = working_days_between(notice.opens_on, min(today, notice.closes_on))
    return max(1, gone), max(0, notice.days - gone)
