"""What is known of an objection: who may handle it, whose word counts, what a corrected mark would do."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from apps.assessments.lines import main_sheet
from apps.assessments.models import Assessment, Revision
from apps.assessments.refining import rules_for
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import columns_of, inputs_of
from apps.evaluations.models import Objection, Run
from apps.evaluations.whatif.trial import rated_as_it_was
from apps.organisations.models import reach_of
from apps.rating.compare import Standing, compare
from apps.rating.points import show_figure
from apps.rating.rate import draw, judge, settle

MASK = "＊"


@dataclass(frozen=True)
class Effect:
    """What a corrected mark would do: level, place, total (also as it is read) before and after, who else moves."""

    level: tuple[str, str]
    place: tuple[int, int]
    total: tuple[int, int]
    totals: tuple[str, str]
    moved: int
    relevelled: int


def is_partial(person: Any, assessment: Assessment | None) -> bool:
    """Whether the person holds an office in the branch's own unit: nobody handles what concerns it."""
    if assessment is None:
        return False
    return any(office.path.startswith(assessment.unit.path) for office in reach_of(person).offices)


def scorer_of(assessment: Assessment, criterion: str) -> Revision | None:
    """Who gave the mark that counts: its last revision."""
    party = main_sheet(rules_for(assessment))
    rows = Revision.objects.filter(sheet__assessment=assessment, sheet__party=party, criterion=criterion)
    return rows.exclude(by=None).order_by("-pk").first()


def assessment_named(campaign: Campaign, name: str) -> Assessment | None:
    """The one branch of that name; None where there is none, or more than one."""
    found = list(campaign.assessments.filter(name=name.strip()).select_related("unit")[:2])
    return found[0] if len(found) == 1 else None


def may_read_name(person: Any, objection: Objection) -> bool:
    """Name and telephone are for the two people who handle it."""
    return person.pk is not None and person.pk in {objection.handler, objection.second}


def masked(name: str) -> str:
    """A name by its first character alone."""
    return name[:1] + MASK * 2 if name else ""


def try_mark(run: Run, assessment: Assessment, criterion: str, mark: int) -> Effect | None:
    """What the run would have given with another mark (hundredths); nothing is stored.

    None where the branch is not in the run, or the criterion has not one mark of its own.
    """
    rules, inputs = rulebook_of(run.rulebook_version), inputs_of(run)
    columns, row = columns_of(rules).get(criterion, ()), inputs.row_of.get(assessment.pk)
    if row is None or len(columns) != 1:
        return None
    before, cohort = rated_as_it_was(run), inputs.cohort()
    marks, marked = cohort.marks.copy(), cohort.marked.copy()
    marks[row, columns[0]], marked[row, columns[0]] = mark, True
    changed = draw(rules, replace(cohort, marks=marks, marked=marked))
    after = settle(rules, judge(rules, changed), changed)
    old, new = before.standing, Standing.of(rules, after)
    others = np.arange(len(old.place)) != row
    compared = compare(old, new)
    total = int(before.outcome.judgement.total[row]), int(after.judgement.total[row])
    was, would_be = (show_figure(each, rules.decimals, rules.places) for each in total)
    return Effect(
        level=(old.levels[old.level[row]], new.levels[new.level[row]]),
        place=(int(old.place[row]), int(new.place[row])),
        total=total,
        totals=(was, would_be),
        moved=int(np.count_nonzero((old.place != new.place) & others)),
        relevelled=int(np.count_nonzero((compared.direction != 0) & others)),
    )
