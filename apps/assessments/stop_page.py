"""One branch on site as the team's phone shows it: what to look at, what was seen, findings, both sides' hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.arrivals import Arrival, arrivals
from apps.assessments.choices import Party, QueuedKind, StopStatus
from apps.assessments.lines import limits, offered
from apps.assessments.models import Stop, StopCheck
from apps.assessments.proof import proof_of
from apps.assessments.refining import rules_for
from apps.assessments.selectors import secretary_of
from apps.assessments.values import read_value, shown, unreadable, written
from apps.assessments.visiting import lines_at, may_visit, photos_at, team_names
from apps.core.asked import whole
from apps.evidence.models import Use
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion

JUMP = 50


@dataclass
class Noted:
    """One criterion as it was typed: text of the mark and words, and the check's version that was seen."""

    mark: str
    words: str
    version: int


@dataclass
class Filled:
    """The form of a stop as it was sent; `noted` holds what was changed, by code."""

    noted: dict[str, Noted] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, dict[str, Any]] = field(default_factory=dict)
    finding: str = ""
    finding_criterion: str = ""
    finding_due: str = ""
    finding_fault: str = ""

    @property
    def due_on(self) -> date | None:
        """The day by which a finding is to be mended; nothing where it is no day."""
        try:
            return parse_date(self.finding_due) if self.finding_due else None
        except ValueError:
            return None


def read_filled(lines: Sequence[Criterion], post: QueryDict) -> Filled:
    """`mark-`, `words-` and `version-CODE`, with `was-mark-` and `was-words-CODE` as they stood; one finding."""
    filled = Filled(
        finding=post.get("finding", "").strip(),
        finding_criterion=post.get("finding-criterion", ""),
        finding_due=post.get("finding-due", ""),
    )
    for line in lines:
        code = line.code
        if f"mark-{code}" not in post:
            continue
        mark, words = post[f"mark-{code}"].strip(), post.get(f"words-{code}", "").strip()
        was = post.get(f"was-mark-{code}", ""), post.get(f"was-words-{code}", "").strip()
        if (mark, words) != was:
            filled.noted[code] = Noted(mark, words, whole(post.get(f"version-{code}")) or 0)
    return filled


def hundredths(line: Criterion, text: str) -> int | None:
    """The mark that was typed; ValueError with the sentence to show where it is none."""
    try:
        return read_value(line, text)
    except ValueError as error:
        raise ValueError(unreadable(line)) from error


def stop_page(person: Any, stop: Stop, filled: Filled, at: str = "") -> dict[str, Any]:
    """Everything on the page where the team writes; what was typed wins over what stands."""
    lines = lines_at(stop)
    checks = {check.criterion: check for check in stop.checks.all()}
    photos, own = photos_at([stop.pk]), own_marks(stop)
    proof, came = proof_of(stop.assessment), arrivals(stop)
    rows = [
        row_of(stop, line, checks.get(line.code), own.get(line.code), filled)
        | {"photos": shots(photos.get((stop.pk, line.code), []), came)}
        for line in lines
    ]
    for row in rows:
        row["proof"], row["arrival"] = proof.get(row["code"], []), came.get((QueuedKind.CHECK, row["code"]))
    left = [row for row in rows if not row["is_done"]]
    here = at if at in {line.code for line in lines} else (left[0]["code"] if left else "")
    for row in rows:
        row["is_open"] = row["code"] == here or bool(row["error"] or row["clash"])
    following = next((row for row in left if row["code"] != here), None)
    return frame(person, stop) | {
        "rows": rows,
        "done": len(rows) - len(left),
        "following": following,
        "findings": list(stop.findings.all()),
        "filled": filled,
        "titles": {line.code: line.title.get(language()) for line in lines},
    }


def frame(person: Any, stop: Stop) -> dict[str, Any]:
    """What stands on both pages of a stop."""
    visit, on_team = stop.visit, any(member.person_id == person.pk for member in stop.visit.team.all())
    return {
        "stop": stop,
        "visit": visit,
        "campaign": visit.campaign,
        "assessment": stop.assessment,
        "team": team_names(visit),
        "secretary": secretary_of(stop.assessment),
        "on_team": on_team and may_visit(person, stop.assessment),
        "leads": any(member.person_id == person.pk and member.is_leader for member in visit.team.all()),
        "siblings": list(visit.stops.select_related("assessment__unit")) if on_team else [],
        "is_signed": stop.status == StopStatus.SIGNED,
        "is_skipped": stop.status == StopStatus.SKIPPED,
    }


def own_marks(stop: Stop) -> Mapping[str, int]:
    """The branch's own marks."""
    sheet = stop.assessment.sheets.filter(party=Party.SELF).first()
    return sheet.typed if sheet else {}


def row_of(stop: Stop, line: Criterion, check: StopCheck | None, own: int | None, filled: Filled) -> dict[str, Any]:
    """One criterion: what to look at, the branch's mark, what stands and what was typed."""
    rules, said = rules_for(stop.assessment), language()
    typed, stored = filled.noted.get(line.code), written(line, check.mark if check else None)
    words = check.seen if check else ""
    guide = line.guide
    clash = filled.clashes.get(line.code)
    return limits(rules, line) | {
        "code": line.code,
        "title": line.title.get(said),
        "guide": guide.get(said) if guide else "",
        "options": offered(rules, line, said),
        "jump": show_points(JUMP if JUMP % line.step == 0 else line.step),
        "own": shown(line, own, said),
        "said": shown(line, check.mark if check else None, said),
        "value": typed.mark if typed else stored,
        "was": clash["theirs"]["mark"] or "" if clash else stored,
        "words": typed.words if typed else words,
        "was_words": clash["theirs"]["seen"] if clash else words,
        "version": clash["version"] if clash else (check.version if check else 0),
        "by": check.by_name if check else "",
        "is_done": check is not None and (check.mark is not None or bool(check.seen)),
        "error": filled.faults.get(line.code, ""),
        "clash": clash,
    }


def shots(uses: Sequence[Use], came: Mapping[tuple[str, str | int], Arrival]) -> list[dict[str, Any]]:
    """Photos with their minute (when each was taken, else when it came in), and how those from a phone arrived."""
    return [
        {
            "use": use.pk,
            "file": use.file,
            "at": use.file.taken_at or use.file.at,
            "arrival": came.get((QueuedKind.PHOTO, use.pk)),
        }
        for use in uses
    ]


def sign_page(person: Any, stop: Stop, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What both sides read before they sign, and their hands."""
    lines = {line.code: line for line in lines_at(stop)}
    photos, came = photos_at([stop.pk]), arrivals(stop)
    checks = {check.criterion: check for check in stop.checks.all()}
    looked = [check_row(line, checks.get(code), came.get((QueuedKind.CHECK, code))) for code, line in lines.items()]
    seen = [row for row in looked if row["is_seen"]]
    findings = [
        {
            "finding": finding,
            "arrival": came.get((QueuedKind.FINDING, finding.pk)),
            "photos": shots(photos.get((stop.pk, finding.criterion), []), came),
            "answer": (typed or {}).get(f"answer-{finding.pk}", finding.answer),
        }
        for finding in stop.findings.all()
    ]
    context = frame(person, stop)
    is_branch = person.has_perm("assessments.reply", stop.assessment) and not context["on_team"]
    open_to_branch = stop.status == StopStatus.STARTED and stop.team_signed_at is not None
    return context | {
        "seen": seen,
        "looked": looked,
        "asked": len(lines),
        "offline": (context["on_team"] or is_branch) and stop.visit.cancelled_at is None,
        "team_arrival": came.get((QueuedKind.TEAM, "")),
        "branch_arrival": came.get((QueuedKind.BRANCH, "")),
        "findings": findings,
        "headline": headline(len(seen), len(lines), len(findings)),
        "is_branch": is_branch,
        "may_sign_team": context["leads"] and stop.status == StopStatus.STARTED and not stop.team_signed_at,
        "may_take_back": context["leads"] and open_to_branch,
        "may_sign_branch": open_to_branch and (is_branch or context["on_team"]),
        "team_path": path_of(stop.team_sign),
        "branch_path": path_of(stop.branch_sign),
        "typed": typed or {},
    }


def check_row(line: Criterion, check: StopCheck | None, arrival: Arrival | None) -> dict[str, Any]:
    mark, words = (check.mark, check.seen) if check else (None, "")
    said = {"mark": shown(line, mark, language()), "words": words, "is_seen": check is not None, "arrival": arrival}
    return {"code": line.code, "title": line.title.get(language())} | said


def headline(seen: int, asked: int, findings: int) -> str:
    """How far the team is, in a sentence."""
    if seen < asked:
        looked = _("%(seen)s of %(asked)s looked at") % {"seen": seen, "asked": asked}
    else:
        looked = ngettext("%(n)s looked at", "all %(n)s looked at", asked) % {"n": asked}
    if not findings:
        return _("%(looked)s, no finding") % {"looked": looked}
    found = ngettext("%(n)s finding", "%(n)s findings", findings) % {"n": findings}
    return _("%(looked)s, %(found)s") % {"looked": looked, "found": found}


def path_of(strokes: Sequence[Sequence[int]]) -> str:
    """Drawn strokes as the path of a picture of 600 × 200."""
    return " ".join("M" + " L".join(f"{x} {y}" for x, y in zip(one[::2], one[1::2], strict=True)) for one in strokes)


def language() -> str:
    return get_language() or "zh-hans"
