"""A branch's result in sentences and figures: from the run's own inputs, so that it explains what was rated."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import unpack
from apps.evaluations.models import Result, Run
from apps.rating.reasons import Condition, Explanation, explain
from apps.rating.rulebook import Rulebook
from apps.reports.present import Presenter


@dataclass(frozen=True)
class Explained:
    """One branch in one run: the result, the marks it was rated by, and the reasons."""

    result: Result
    rules: Rulebook
    marks: dict[str, int | None]
    reasons: Explanation


def explained(run: Run, assessment: Assessment) -> Explained | None:
    """The derivation of one branch's result in a run; None when the run does not hold the branch."""
    result = run.results.select_related("unit", "zone").filter(assessment=assessment).first()
    if result is None:
        return None
    rules = rulebook_of(run.rulebook_version)
    marks, vetoes = inputs_of(run, assessment.pk, rules)
    return Explained(result, rules, marks, explain(rules, marks, vetoes))


def inputs_of(run: Run, assessment_id: int, rules: Rulebook) -> tuple[dict[str, int | None], list[str]]:
    """Marks (hundredths, None where blank) and vetoes of one branch as the run read them."""
    for chunk in run.inputs.all():
        inputs = unpack(chunk.columns)
        if assessment_id in inputs.assessments:
            row = inputs.assessments.index(assessment_id)
            codes = [criterion.code for criterion in rules.criteria]
            marks = {
                code: int(inputs.marks[row, column]) if inputs.marked[row, column] else None
                for column, code in enumerate(codes)
            }
            vetoes = [veto.code for column, veto in enumerate(rules.vetoes) if inputs.vetoes[row, column]]
            return marks, vetoes
    raise LookupError(f"run {run.pk} holds no assessment {assessment_id}")


def condition_line(show: Presenter, condition: Condition) -> dict:
    """One condition as a ticked sentence."""
    rules = show.rules
    names = {star.code: show.star_name(star) for star in rules.stars} | {
        veto.code: f"{veto.code} {veto.title.get(show.language)}" for veto in rules.vetoes
    }
    listed = _(", ").join(names[code] for code in condition.codes)
    if condition.kind == "lit":
        title = _("%(actual)s stars lit of the %(needed)s needed") % {
            "actual": condition.actual,
            "needed": condition.needed,
        }
        return {"holds": condition.holds, "title": title, "note": listed}
    if condition.kind == "with":
        title = _("%(stars)s lit") if condition.holds else _("%(stars)s not lit")
        return {"holds": condition.holds, "title": title % {"stars": listed}, "note": _("required for a level")}
    title = _("No veto stands") if condition.holds else _("A veto stands")
    return {"holds": condition.holds, "title": title, "note": listed}
