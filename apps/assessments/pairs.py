"""What did two people give the same branch, before either had seen the other's marks?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from apps.assessments.models import Assessment, Assignment, Revision, Sheet
from apps.assessments.seconds import first_of, second_of
from apps.assessments.values import CHOSEN, COUNTS
from apps.campaigns.models import Campaign
from apps.rating.rulebook import Criterion

# Marks lie near each other up to this part of a line's range, in hundredths.
NEAR = 10

Marks = Mapping[str, int]


@dataclass(frozen=True)
class Pair:
    """One branch that two have marked: hundredths by criterion, as each had given them when they said that the branch
    was finished; what was settled afterwards is not in it."""

    assessment: Assessment
    first: Marks
    second: Marks
    first_by: int
    second_by: int


def pairs_of(campaign: Campaign, party: str, assessments: Iterable[int] | None = None) -> list[Pair]:
    """Every branch of which both sheets are finished, in the official order; four queries."""
    duties = finished(campaign, party, assessments)
    whole = [key for key, by_party in duties.items() if len(by_party) == 2]
    marks = marks_when_finished(duties, whole, (party, second_of(party)))
    rows = Assessment.objects.filter(pk__in=whole).select_related("unit", "zone").order_by("order_path", "pk")
    return [
        Pair(
            row,
            marks[row.pk, party],
            marks[row.pk, second_of(party)],
            duties[row.pk][party].person_id,
            duties[row.pk][second_of(party)].person_id,
        )
        for row in rows
    ]


def finished(
    campaign: Campaign, party: str, assessments: Iterable[int] | None = None
) -> dict[int, dict[str, Assignment]]:
    """By branch and sheet, the finished duties of branches that are marked twice."""
    held = Assignment.objects.standing().filter(campaign=campaign).exclude(finished_at=None)
    twice = held.filter(party=second_of(party))
    if assessments is not None:
        twice = twice.filter(assessment__in=list(assessments))
    rows = held.filter(party__in=(party, second_of(party)), assessment__in=twice.order_by().values("assessment"))
    found: dict[int, dict[str, Assignment]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.assessment_id, {})[row.party] = row
    return found


def marks_when_finished(
    duties: Mapping[int, Mapping[str, Assignment]], whole: list[int], parties: tuple[str, str]
) -> dict[tuple[int, str], dict[str, int]]:
    """The marks of each sheet at the moment that its scorer named; two queries."""
    sheets = Sheet.objects.filter(assessment__in=whole, party__in=parties)
    found: dict[tuple[int, str], dict[str, int]] = {(key, party): {} for key in whole for party in parties}
    for row in sheets:
        found[row.assessment_id, row.party] = dict(row.marks)
    ends = {(key, party): duties[key][party].finished_at for key in whole for party in parties}
    for key, party, code, before in changed_since(ends):
        if before is None:
            found[key, party].pop(code, None)
        else:
            found[key, party][code] = before
    return found


def changed_since(ends: Mapping[tuple[int, str], datetime | None]) -> list[tuple[int, str, str, int | None]]:
    """The changes after these moments, the newest first: branch, sheet, criterion, and the mark before."""
    moments = [moment for moment in ends.values() if moment]
    if not moments:
        return []
    rows = Revision.objects.filter(
        at__gt=min(moments), sheet__assessment__in={key for key, _party in ends}, sheet__party__in={p for _k, p in ends}
    )
    listed = rows.order_by("-pk").values_list("sheet__assessment", "sheet__party", "criterion", "before", "at")
    return [
        (key, party, code, before)
        for key, party, code, before, at in listed
        if (end := ends.get((key, party))) and at > end
    ]


def tolerance_of(criterion: Criterion) -> int:
    """The widest distance of two marks on a line that still counts as near, in hundredths; of words none."""
    if criterion.kind in CHOSEN:
        return 0
    if criterion.kind in COUNTS:
        return criterion.step
    tenth = (criterion.maximum - criterion.minimum) * NEAR // 100
    return max(criterion.step, tenth // criterion.step * criterion.step)


def parties_marked_twice(campaign: Campaign) -> list[str]:
    """The parties of which some branch has a second scorer."""
    rows = Assignment.objects.standing().filter(campaign=campaign, party__endswith=second_of(""))
    return sorted(first_of(party) for party in rows.order_by().values_list("party", flat=True).distinct())
