"""A branch is explained from its own rows and the places that its run kept, exactly as from everybody's."""

import json

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assessments.models import Assessment
from apps.criteria.selectors import rulebook_of, shipped_rulebooks
from apps.criteria.services import publish_text
from apps.evaluations import others, reading
from apps.evaluations.columns import inputs_of
from apps.evaluations.marks import MarkRow, best_of
from apps.evaluations.models import Run, RunFigure
from apps.evaluations.others import KeptPlaces
from apps.evaluations.outcomes import beheld, settled
from apps.evaluations.selectors import current_run
from apps.evaluations.some_rows import rows_of, rows_of_unit
from apps.evaluations.spans import PLACED, ROWS, spans_of
from apps.rating.reasons import explain_among, tied_within
from apps.reports.derivations import derivation
from apps.reports.explanations import Explained, explained, own_marks
from tests import factories
from tests.factories.crowds import STRONG, make_crowd

pytestmark = pytest.mark.django_db
TIED = {"xuchang-2025": "", "xuchang-2017": "", "chifeng-2023": "", "jiangsu-2022": "unit", "chuzhou-2024": None}


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """Many chunks and many steps of the search, among few branches."""
    monkeypatch.setattr(reading, "AT_ONCE", 7)
    monkeypatch.setattr(others, "PROBES", 3)


def from_everybody(run: Run, assessment: Assessment) -> Explained:
    """The explanation as the whole run rated again gives it."""
    whole, row, rules = settled(run), inputs_of(run).row_of[assessment.pk], rulebook_of(run.rulebook_version)
    result = run.results.select_related("unit", "zone").get(assessment=assessment)
    reasons = explain_among(rules, whole.cohort, whole.outcome, row)
    return Explained(result, rules, own_marks(rules, whole.cohort, row), reasons)


def unlike(run: Run, most: int = 8) -> list[Assessment]:
    """Branches that were moved, tied, decided or vetoed in different ways, one of each."""
    seen = {}
    for result in run.results.select_related("assessment").order_by("-rank_unit", "position"):
        one = result.assessment
        kind = (result.pushed, result.ties, bool(one.vetoes), bool(one.decided_level), result.rank is None)
        seen.setdefault(kind, one)
    return list(seen.values())[:most]


def differing(run: Run) -> list[str]:
    """The branches that are explained otherwise."""
    found = []
    for one in unlike(run):
        whole, own = from_everybody(run, one), explained(run, one)
        same = own.reasons == whole.reasons and own.marks == whole.marks
        if not same or json.dumps(derivation(run, own)) != json.dumps(derivation(run, whole)):
            found.append(one.name)
    return found


@pytest.mark.parametrize("slug", TIED)
def test_branches_of_each_rulebook_are_explained_as_from_everybody(slug):
    run = current_run(make_crowd(factories.published_rulebook(slug), 60, strengths=STRONG))

    assert tied_within(rulebook_of(run.rulebook_version)) == TIED[slug]
    assert run.inputs.count() == 9
    assert run.results.filter(pushed=0).exists() == bool(rulebook_of(run.rulebook_version).quotas)
    assert differing(run) == []


def test_quotas_of_units_one_after_the_other_and_bands_of_size_are_explained_alike():
    text = shipped_rulebooks()["chuzhou-2024"].replace("within: campaign", "within: unit").replace("25%", "40%")
    another = "quotas:\n  - {for: 三星 or better, at-most: 60%, of: rated, within: unit, falls-to: 二星}\n"
    text = text.replace("quotas:\n", another) + "\nsize-bands: [5, 20]\n"
    run = current_run(make_crowd(publish_text(None, text.replace("chuzhou-2024", "own-2024")), 60, strengths=STRONG))

    assert set(run.results.values_list("pushed", flat=True)) == {None, 0, 1}
    assert tied_within(rulebook_of(run.rulebook_version)) == "unit"
    assert differing(run) == []


def test_a_run_of_before_units_were_kept_is_explained_from_everybody():
    run = current_run(make_crowd(factories.published_rulebook(), 20))
    for row in RunFigure.objects.filter(run=run):
        row.data = {name: each for name, each in row.data.items() if name not in (ROWS, PLACED)}
        row.save()
    del run.counts[PLACED]
    run.save()

    assert differing(run) == []


def test_a_result_of_before_keys_were_kept_is_explained_from_everybody():
    run = current_run(make_crowd(factories.published_rulebook(), 10))
    result = run.results.first()

    kept = beheld(run, result)
    result.keys = []

    assert (len(kept.cohort), kept.others is None) == (1, False)
    assert (len(beheld(run, result).cohort), beheld(run, result).others) == (10, None)


def test_explaining_reads_one_chunk_and_asks_as_often_in_a_larger_run(monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 12)
    runs = [current_run(make_crowd(factories.published_rulebook(), n, slug=f"of-{n}")) for n in (20, 60)]
    asked = []

    for run in runs:
        lone = run.results.filter(ties=0, rank__gt=1).select_related("assessment").first()
        with CaptureQueriesContext(connection) as queries:
            explained(run, lone.assessment)
        asked.append([each["sql"] for each in queries if "runinput" in each["sql"]])

    assert [len(each) for each in asked] == [2, 2]
    assert [sum('"columns"' in sql for sql in each) for each in asked] == [1, 1]


def test_who_stands_ahead_of_any_keys_is_counted():
    run = current_run(make_crowd(factories.published_rulebook(), 40))
    held = list(run.results.filter(rank__isnull=False).values_list("keys", flat=True))
    asked = [each for keys in held for each in (keys, [*keys[:-1], keys[-1] + 1], [keys[0], keys[1] - 1, *keys[2:]])]

    found = KeptPlaces(run, rulebook_of(run.rulebook_version), run.results.first()).ahead(asked)

    assert found == [sum(keys > own for keys in held) for own in asked]
    assert len(set(found)) > 10


def test_spans_name_every_row_of_a_group_once():
    numbers = np.array([0, 0, 2, 0, 1, 1, 2])

    assert spans_of(numbers, ["a", "b", "c"]) == {"a": [[0, 2], [3, 4]], "b": [[4, 6]], "c": [[2, 3], [6, 7]]}
    assert spans_of(numbers[:0], []) == {}


def test_rows_of_some_are_those_of_the_whole_run():
    campaign = make_crowd(factories.published_rulebook(), 30)
    run = current_run(campaign)
    whole = inputs_of(run)
    keys, unit = [whole.assessments[row] for row in (29, 3, 4)], whole.unit[11]

    some, ours = rows_of(run, keys), rows_of_unit(run, unit)

    assert some.assessments == [whole.assessments[row] for row in (3, 4, 29)]
    assert np.array_equal(some.marks, whole.marks[[3, 4, 29]])
    assert np.array_equal(some.marked, whole.marked[[3, 4, 29]])
    assert ours.assessments == [pk for pk, each in zip(whole.assessments, whole.unit, strict=True) if each == unit]
    assert rows_of(run, []).assessments == []


def test_best_marked_is_kept_for_all_and_read_for_some():
    run = current_run(make_crowd(factories.published_rulebook(), 30))
    inputs = inputs_of(run)
    marks = {pk: int(mark) for pk, mark, given in zip(inputs.assessments, *first_column(inputs), strict=True) if given}
    line = sorted(marks, key=lambda pk: -marks[pk])
    some = set(inputs.assessments[10:20])

    assert best_of(run, "A1") == MarkRow(line[0], marks[line[0]])
    assert best_of(run, "A1", besides=line[0]).assessment == line[1]
    assert best_of(run, "A1", some).assessment == next(pk for pk in line if pk in some)
    assert best_of(run, "A1", set()) is None


def first_column(inputs):
    return inputs.marks[:, 0], inputs.marked[:, 0]
