"""Criteria counted with the run, and ranked marks, each against a slow plain twin."""

from collections import defaultdict

import pytest

from apps.assessments.models import Sheet
from apps.criteria.selectors import rulebook_of
from apps.evaluations.criteria import criteria_counts, line_of
from apps.evaluations.marks import NO_ZONE, Narrowed, best_of, mark_page, ranked
from apps.evaluations.selectors import current_run
from tests.factories.fixtures import clean

__all__ = ["clean"]
pytestmark = pytest.mark.django_db


def sheets_of(campaign):
    """Marks of the superior by assessment, with the zone; in the official order."""
    sheets = Sheet.objects.filter(assessment__campaign=campaign, party="superior").order_by("assessment__order_path")
    return [
        (sheet.assessment_id, sheet.assessment.zone_id, sheet.marks) for sheet in sheets.select_related("assessment")
    ]


def test_line_of_a_criterion_is_its_share_of_the_star(clean):
    rules = rulebook_of(current_run(clean.campaign).rulebook_version)

    assert {line_of(rules, criterion) for criterion in rules.criteria} == {1600}


def test_criteria_counts_of_clean_workbook_equal_a_plain_count(clean):
    run = current_run(clean.campaign)
    codes = [criterion.code for criterion in rulebook_of(run.rulebook_version).criteria]
    rows = sheets_of(clean.campaign)
    plain = defaultdict(lambda: {"sum": [0] * len(codes), "marked": [0] * len(codes), "below": [0] * len(codes)})

    for _pk, zone, marks in rows:
        for place in ("all", str(zone)):
            for number, code in enumerate(codes):
                if code in marks:
                    plain[place]["sum"][number] += marks[code]
                    plain[place]["marked"][number] += 1
                    plain[place]["below"][number] += marks[code] < 1600

    counts = criteria_counts(run)
    assert counts["all"] == plain.pop("all")
    assert counts["zone"] == dict(plain)


def test_ranked_marks_equal_a_plain_sort(clean):
    run = current_run(clean.campaign)
    rows = sheets_of(clean.campaign)
    zone = rows[0][1]

    found = ranked(run, "B2", Narrowed(zone=zone, below=1600))

    plain = [(marks["B2"], place, pk) for place, (pk, z, marks) in enumerate(rows) if z == zone and marks["B2"] < 1600]
    assert [(row.mark, row.assessment) for row in found] == [(mark, pk) for mark, _place, pk in sorted(plain)]
    assert ranked(run, "B2", Narrowed(zone=NO_ZONE)) == []
    best = max((marks["B2"], -place, pk) for place, (pk, _zone, marks) in enumerate(rows))
    assert best_of(run, "B2").assessment == best[2]
    assert best_of(run, "B2", besides=best[2]).assessment != best[2]


def test_mark_pages_visit_every_row_once_both_ways(clean):
    rows = ranked(current_run(clean.campaign), "A1", Narrowed())

    forward, page = [], mark_page(rows, size=64)
    while page.after is not None:
        forward.append(page)
        page = mark_page(rows, after=page.after, size=64)
    back, other = [], page
    while other.before is not None:
        other = mark_page(rows, before=other.before, size=64)
        back.append(other)

    assert [row for each in [*forward, page] for row in each.rows] == rows
    assert [each.rows for each in reversed(back)] == [each.rows for each in forward]
