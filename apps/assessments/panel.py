"""What a guest has before them: the own branches with how far each is, and others' marks once the own are finished."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.duties import guest_duties
from apps.assessments.guests import campaigns_of
from apps.assessments.lines import lines_of, party_title
from apps.assessments.models import Assessment, Assignment, Interest, Sheet
from apps.assessments.seconds import is_second
from apps.assessments.self_rating import Forms
from apps.assessments.values import shown
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook


def desk_of(person: Any) -> list[dict[str, Any]]:
    """Every campaign and party that a guest marks for, with the branches; two queries and the rulebooks."""
    marks = Sheet.objects.filter(assessment=OuterRef("assessment"), party=OuterRef("party")).values("marks")[:1]
    rows = guest_duties(person).select_related("campaign__rulebook_version", "campaign__committee", "assessment__unit")
    rows = rows.annotate(marks=Subquery(marks)).order_by("-campaign", "party", "assessment__order_path")
    groups: dict[tuple[int, str], dict[str, Any]] = {}
    for row in rows:
        rules = rulebook_of(row.campaign.rulebook_version)
        group = groups.setdefault((row.campaign_id, row.party), new_group(row, rules))
        marked, lines, is_whole = group["forms"].filled(row.marks or {}, row.assessment.branch_type)
        group["rows"].append({"duty": row, "marked": marked, "lines": lines, "is_whole": is_whole})
    for group in groups.values():
        n, done = len(group["rows"]), sum(row["duty"].finished_at is not None for row in group["rows"])
        group |= {"n": n, "done": done, "share": done * 1000 // n}
        group["next"] = next((row["duty"].pk for row in group["rows"] if row["duty"].finished_at is None), None)
    return list(groups.values())


def new_group(row: Assignment, rules: Rulebook) -> dict[str, Any]:
    """One campaign and party, without branches yet."""
    return {
        "campaign": row.campaign,
        "title": party_title(rules, row.party),
        "forms": Forms(rules, row.party),
        "rows": [],
    }


def headline(groups: list[dict[str, Any]]) -> str:
    """The state in a sentence."""
    left = sum(group["n"] - group["done"] for group in groups)
    if not groups:
        return _("Nothing is given to you to mark at present")
    if not left:
        return _("All your branches are finished")
    return ngettext("%(n)s branch is still to be marked", "%(n)s branches are still to be marked", left) % {"n": left}


def near_of(person: Any) -> list[dict[str, Any]]:
    """By campaign that lets a guest in, what they declared against themselves; two queries."""
    rows = Interest.objects.filter(person=person.pk, ended_at=None).select_related("node").order_by("pk")
    declared: dict[int, list[Interest]] = {}
    for row in rows:
        declared.setdefault(row.campaign_id, []).append(row)
    return [{"campaign": each, "rows": declared.get(each.pk, [])} for each in campaigns_of(person)]


def others_of(rules: Rulebook, assessment: Assessment, party: str) -> dict[str, Any] | None:
    """What the others marked who have finished: a column each, without names; None where nobody has."""
    others = [sheet.party for sheet in other_sheets(assessment, party)]
    if not others:
        return None
    rows = Sheet.objects.filter(assessment=assessment, party__in=[party, *others])
    sheets = {sheet.party: sheet.typed for sheet in rows}
    language = get_language() or "zh-hans"
    columns = [party, *others]
    codes: dict[str, Any] = {}
    for each in columns:
        codes |= {line.code: line for line in lines_of(rules, assessment.branch_type, each)}
    return {
        "titles": [party_title(rules, each) for each in others],
        "rows": [
            {
                "code": code,
                "title": line.title.get(language),
                "marks": [said(line, sheets.get(each, {}), language) for each in columns],
            }
            for code, line in codes.items()
        ],
    }


def other_sheets(assessment: Assessment, party: str) -> list[Sheet]:
    """The sheets of a branch, but this party's, whose scorers have finished; never a blind second."""
    standing = Assignment.objects.standing().filter(assessment=assessment).exclude(finished_at=None)
    parties = [each for each in standing.values_list("party", flat=True) if not is_second(each) and each != party]
    return list(Sheet.objects.filter(assessment=assessment, party__in=parties).order_by("party"))


def said(line: Any, marks: Mapping[str, int], language: str) -> str:
    """A mark as it is shown; a dash where there is none."""
    return shown(line, marks.get(line.code), language) or "–"


def sheet_url(duty: int) -> str:
    """A guest's page of one branch."""
    return reverse("panel:sheet", args=[duty])
