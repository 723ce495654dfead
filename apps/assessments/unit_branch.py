"""The branch in hand on the unit's page: its figures, what deserves a look, and every item with words and proof."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.alike import near_notices
from apps.assessments.choices import Party
from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.lifecycle import SUBMISSION, WITH_THE_BRANCH
from apps.assessments.lines import sections_of
from apps.assessments.looks import Look, looks_of, superiors_last_year
from apps.assessments.models import Sheet
from apps.assessments.proof import noticed, proof_of, proof_url
from apps.assessments.star_heads import star_heads
from apps.assessments.unit_page import UnitView
from apps.assessments.unit_rows import UnitRow
from apps.assessments.unit_words import also, moment, signed, waiting_line
from apps.assessments.values import CHOSEN, shown
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion

SHORT_LOOKS = 3


def chosen_row(view: UnitView, pk: int | None) -> UnitRow | None:
    """The branch that the address names, where it is one of these."""
    return next((row for row in view.rows if row.assessment.pk == pk), None)


def next_to_check(view: UnitView, after: int | None = None) -> UnitRow | None:
    """The next branch that waits for the checker: behind the one in hand, else the first."""
    here = [row for row in view.rows if row.status == S.SUBMITTED and row.assessment.pk != after]
    order = chosen_row(view, after)
    behind = [row for row in here if order and row.assessment.order_path > order.assessment.order_path]
    return (behind or here or [None])[0]


def in_hand(view: UnitView, row: UnitRow) -> dict[str, Any]:
    """The branch in hand with its looks, and the acts that its state and the person's office permit."""
    waiting = waiting_line(row) if row.status in WITH_THE_BRANCH else None
    looks, following = [] if waiting else branch_looks(view, row), next_to_check(view, row.assessment.pk)
    acts = view.works_on(row.assessment)
    rest = row.rating.lines - len({look.code for look in looks})
    args = {"pk": row.assessment.pk}
    return {
        "pk": row.assessment.pk,
        "head": head_line(row),
        "total": view.sum(row.rating.total),
        "figures": figures_line(view, row),
        "waiting": waiting,
        "looks": looks,
        "rest": rest,
        "state": state_line(view, row),
        "can_approve": acts and SUBMISSION.permits("approve", row.status),
        "can_return": acts and SUBMISSION.permits("return", row.status),
        "version": version_of(row),
        "next": following,
        "all_url": view.url("unit-branch", **args),
        "approve_url": view.url("unit-approve", **args),
        "return_url": view.url("unit-return", **args),
        "until": view.deadline_for(row.assessment).get("closes", ""),
    }


def version_of(row: UnitRow) -> int:
    """The version of the branch's sheet that this page shows."""
    sheet = Sheet.objects.filter(assessment=row.assessment, party=Party.SELF).values_list("version", flat=True).first()
    return sheet or 0


def branch_looks(view: UnitView, row: UnitRow) -> list[Look]:
    """What deserves a look in one branch, with its proof looked through."""
    here = row.assessment
    superior = superiors_last_year(view.campaign, [here]).get(here.pk, {})
    proof = proof_of(here)
    near = near_notices(view.person, here, (one for group in proof.values() for one in group))
    return looks_of(here, view.rules, row.facts, superior, [*noticed(here, view.person), *near], proof)


def short_looks(view: UnitView) -> dict[Any, str]:
    """For each branch to check: what deserves a look by its marks, in one line; a constant number of queries."""
    rows = [row for row in view.rows if row.status == S.SUBMITTED]
    superior = superiors_last_year(view.campaign, [row.assessment for row in rows])
    found = {}
    for row in rows:
        looks = looks_of(row.assessment, view.rules, row.facts, superior.get(row.assessment.pk, {}))
        if looks:
            found[row.assessment.pk] = one_line(looks)
    return found


def one_line(looks: list[Look]) -> str:
    """The first looks in a few words."""
    named = _(", ").join(f"{look.code} {look.short}" for look in looks[:SHORT_LOOKS])
    text = _("Look at: %(named)s and more") if len(looks) > SHORT_LOOKS else _("Look at: %(named)s")
    return text % {"named": named}


def head_line(row: UnitRow) -> str:
    """Who answers for the branch, and since when the unit has it."""
    parts = [_("Secretary %(names)s") % {"names": _(", ").join(row.answerable)}] if row.answerable else []
    if row.submission.submitted_at and row.status not in {S.FILLING, S.READY}:
        parts.append(_("submitted %(when)s") % {"when": moment(row.submission.submitted_at)})
    return " · ".join(parts)


def figures_line(view: UnitView, row: UnitRow) -> str:
    """How much is filled in, proven, and changed against last year."""
    facts, n = row.facts, row.rating.lines
    words = {"marked": row.rating.marked, "all": n, "proof": row.proof, "changed": changed_marks(row)}
    line = _("all %(all)s items marked") if row.rating.is_whole else _("%(marked)s of %(all)s items marked")
    line = also(line, ngettext("%(proof)s file of proof", "%(proof)s files of proof", row.proof))
    if facts.last_marks:
        line = also(line, _("%(changed)s marks changed against last year"))
    return _("%(line)s.") % {"line": line % words}


def changed_marks(row: UnitRow) -> int:
    last = row.facts.last_marks
    return sum(code in last and last[code] != mark for code, mark in row.facts.marks.items())


def state_line(view: UnitView, row: UnitRow) -> str:
    """Where the branch stands, for what is not to be checked now."""
    submission = row.submission
    if row.status == S.APPROVED:
        return _("%(name)s approved it %(when)s.") % {
            "name": submission.approved_by_name,
            "when": moment(submission.approved_at) if submission.approved_at else "",
        }
    if row.status in {S.HANDED_OVER, S.RECEIVED}:
        return _("It is with %(committee)s.") % {"committee": view.campaign.committee.name}
    if row.status == S.SUBMITTED and not view.checks(row.assessment):
        return _("The unit's reviewer checks it.")
    return ""


def item_groups(view: UnitView, row: UnitRow) -> list[dict[str, Any]]:
    """Every criterion by section: mark, last year's, the branch's words, its proof."""
    proof = proof_of(row.assessment)
    heads = star_heads(view.rules, row.facts.marks, row.assessment, Party.SELF).heads
    groups = sections_of(view.rules, row.assessment.branch_type, Party.SELF)
    return [
        {
            "title": section.title.get(view.language),
            "sum": head["sum"],
            "maximum": head["maximum"],
            "rows": [item_of(view, row, line, proof.get(line.code, [])) for line in lines],
        }
        for (section, lines), head in zip(groups, heads, strict=True)
    ]


def rise_of(criterion: Criterion, mark: int | None, last: int | None) -> str:
    """How far a mark lies from last year's; nothing between choices."""
    if mark is None or last is None or mark == last or criterion.kind in CHOSEN:
        return ""
    return signed(mark - last, 0)


def item_of(view: UnitView, row: UnitRow, criterion: Criterion, proof: list[Any]) -> dict[str, Any]:
    """One criterion as the branch filled it in."""
    facts, code = row.facts, criterion.code
    mark, last = facts.marks.get(code), facts.last_marks.get(code)
    return {
        "code": code,
        "title": criterion.title.get(view.language),
        "mark": shown(criterion, mark, view.language) or "—",
        "maximum": show_points(criterion.maximum) if criterion.kind == "points" else "",
        "last": shown(criterion, last, view.language),
        "rise": rise_of(criterion, mark, last),
        "text": facts.texts.get(code, ""),
        "proof": proof,
        "proof_url": proof_url(view.campaign.slug, row.assessment.pk, code),
    }
