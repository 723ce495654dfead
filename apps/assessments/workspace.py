"""What a scorer has before them: the branches around the one in hand, and what keeps this one from being finished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.duties import assigned_to
from apps.assessments.lines import lines_of, needed_of
from apps.assessments.models import Assessment, Assignment, Sheet
from apps.assessments.seconds import is_second, second_of
from apps.assessments.selectors import with_marks
from apps.assessments.self_rating import Forms
from apps.assessments.sheet_page import gap_of
from apps.assessments.star_heads import heads_of
from apps.assessments.wholeness import KeyCount, whole_sheets
from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import reach_of
from apps.rating.rulebook import Rulebook

AROUND = 20
BLANK, REASON = "blank", "reason"


@dataclass(frozen=True)
class Progress:
    """How many branches there are, how many are marked whole, begun, or not at all."""

    n: int
    whole: int
    begun: int

    @property
    def blank(self) -> int:
        return self.n - self.whole - self.begun

    @property
    def share(self) -> int:
        """The whole ones in thousandths."""
        return self.whole * 1000 // self.n if self.n else 0


@dataclass(frozen=True)
class Tasks:
    """The branches around the one in hand, by unit, with how far each is; how far all are; those before and after."""

    progress: Progress
    groups: list[dict[str, Any]]
    previous: Assessment | None
    following: Assessment | None
    has_more: bool


def tasks_of(person: Any, campaign: Campaign, party: str) -> QuerySet[Assessment]:
    """The branches that a scorer marks in a campaign: those given to them, else all where their office marks.

    Who only reads sees all that they may see.
    """
    own = assigned_to(person, campaign.pk, party)
    if is_second(party) or own.exists():
        return Assessment.objects.filter(pk__in=own.order_by().values("assessment"))
    rows, reach = Assessment.objects.visible_to(person).of(campaign), reach_of(person)
    return rows.filter(reach.where(Power.MARK, "path", "zone_id")) if reach.has(Power.MARK) else rows


def rows_to_mark(
    person: Any, campaign: Campaign, party: str, asks_all: bool
) -> tuple[QuerySet[Assessment], dict[str, bool | str]]:
    """The branches of the list of sheets: one's own where some were given, unless all are asked for; and which, and
    where those are that one marks a second time."""
    held = Assignment.objects.standing().filter(campaign=campaign, person=person.pk)
    parties = set(held.order_by().values_list("party", flat=True).distinct())
    has_own = party in parties
    is_mine = has_own and not asks_all
    rows = tasks_of(person, campaign, party) if is_mine else Assessment.objects.visible_to(person).of(campaign)
    second_url = first_second(person, campaign, party) if second_of(party) in parties else ""
    return rows, {"has_own": has_own, "mine": is_mine, "second_url": second_url}


def first_second(person: Any, campaign: Campaign, party: str) -> str:
    """Where somebody goes on marking a second time: the first branch that is not finished, else the first."""
    rows = assigned_to(person, campaign.pk, second_of(party)).select_related("assessment__campaign")
    row = rows.order_by(F("finished_at").asc(nulls_first=True), "assessment__order_path").first()
    return sheet_url(row.assessment, second_of(party)) if row else ""


def tasks_around(tasks: QuerySet[Assessment], here: Assessment, rules: Rulebook, party: str) -> Tasks:
    """The list beside the sheet in hand; three queries, however many branches there are."""
    by_unit = progress_by_unit(tasks, rules, party)
    rows = with_marks(tasks, party).select_related("unit", "campaign")
    before = list(rows.filter(order_path__lt=here.order_path).order_by("-order_path")[:AROUND])[::-1]
    after = list(rows.filter(order_path__gte=here.order_path).order_by("order_path")[: AROUND + 1])
    shown = [*before, *after]
    following = next((row for row in after if row.pk != here.pk), None)
    all_of_them = Progress(*(sum(getattr(one, name) for one in by_unit.values()) for name in ("n", "whole", "begun")))
    groups = grouped(shown, here, rules, by_unit, party)
    return Tasks(all_of_them, groups, before[-1] if before else None, following, len(shown) < all_of_them.n)


def progress_by_unit(tasks: QuerySet[Assessment], rules: Rulebook, party: str) -> dict[int, Progress]:
    """How far the branches of each unit are; one query."""
    sheet = FilteredRelation("sheets", condition=Q(sheets__party=party))
    marked = tasks.order_by().annotate(sheet=sheet).annotate(marked=KeyCount(F("sheet__marks")))
    whole = whole_sheets(rules, party=party)
    rows = marked.values("unit_id").annotate(
        n=Count("pk"),
        whole=Count("pk", filter=whole),
        begun=Count("pk", filter=Q(marked__gt=0) & ~whole),
    )
    return {row["unit_id"]: Progress(row["n"], row["whole"], row["begun"]) for row in rows}


def grouped(
    rows: Sequence[Assessment], here: Assessment, rules: Rulebook, by_unit: Mapping[int, Progress], party: str
) -> list[dict[str, Any]]:
    """The rows by unit with name, stars, and sum or progress each."""
    found, forms = heads_of(rules, [(row.marks or {}, row) for row in rows], party), Forms(rules, party)
    lines = [
        line_of(row, heads, here, forms.filled(row.marks or {}, row.branch_type), party)
        for row, heads in zip(rows, found, strict=True)
    ]
    return [
        {"unit": unit, "progress": by_unit.get(unit.pk), "rows": [line for line in lines if line["unit"] == unit.pk]}
        for unit, _rows in groupby(row.unit for row in rows)
    ]


def line_of(row: Assessment, heads: Any, here: Assessment, filled: tuple[int, int, bool], party: str) -> dict[str, Any]:
    """One branch of the list; `filled` says how many lines are marked, of how many, and whether that is whole."""
    marked, lines, is_whole = filled
    return {
        "unit": row.unit_id,
        "pk": row.pk,
        "name": row.name,
        "url": sheet_url(row, party),
        "stars": [star for head in heads.heads for star in head["star"]],
        "is_whole": is_whole,
        "total": heads.total,
        "marked": marked,
        "lines": lines,
        "is_here": row.pk == here.pk,
    }


def sheet_url(assessment: Assessment, party: str) -> str:
    """The scorer's page of a branch."""
    return reverse("assessments:sheet", args=[assessment.campaign.slug, assessment.pk, party])


def unfinished(
    rules: Rulebook, sheet: Sheet, beside: Mapping[str, int], notes: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What keeps a branch from being finished, in the rulebook's order: blanks, and large gaps without a note."""
    found, branch_type, marks = [], sheet.assessment.branch_type, sheet.typed
    needed = needed_of(rules, branch_type, sheet.party)
    for line in lines_of(rules, branch_type, sheet.party):
        code = line.code
        if code not in marks:
            found += [(code, BLANK)] if code in needed else []
        elif gap_of(rules, line, marks[code], beside.get(code))[1] and not notes.get(code, "").strip():
            found.append((code, REASON))
    return found


def lacking(left: Sequence[tuple[str, str]]) -> str:
    """Why the branch is not finished, in one sentence."""
    blanks = [code for code, kind in left if kind == BLANK]
    if blanks:
        words = ngettext(
            "%(n)s criterion is not marked yet: %(codes)s.",
            "%(n)s criteria are not marked yet: %(codes)s.",
            len(blanks),
        )
        return words % {"n": len(blanks), "codes": ", ".join(blanks)}
    codes = ", ".join(code for code, _kind in left)
    return _("Give the reason for the large gap first: %(codes)s.") % {"codes": codes}


def short_name(following: Assessment | None, here: Assessment) -> str:
    """The next branch as its button says it: without the unit's name within the unit."""
    if following is None:
        return ""
    is_same = following.unit_id == here.unit_id
    return (following.name.removeprefix(here.unit.name) if is_same else following.name) or following.name
