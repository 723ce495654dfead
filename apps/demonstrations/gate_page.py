"""What does the page of a gate show? How far the marking is, where the line would be drawn, what it came to."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.choices import StageKind
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import BatchStatus, GateKind, GateStatus, Verdict
from apps.demonstrations.cutting import Cut
from apps.demonstrations.marking import Marking, marking_of
from apps.demonstrations.models import Candidate, Gate, Passage
from apps.demonstrations.opening import STAGES
from apps.demonstrations.rows import points, reason_of
from apps.demonstrations.rule_words import rule_words
from apps.demonstrations.selectors import counting_run, cut_of, facts_missing, gate_before, results_of
from apps.evaluations.models import Run
from apps.rating.points import show_figure

ABOVE, TIED, BELOW, FAILED = "above", "tied", "below", "failed"


@dataclass(frozen=True)
class Previewed:
    """One candidate before the gate closes. side: ABOVE the line, TIED at it, BELOW it, FAILED its level. `asks` is
    whether people have a word on it."""

    candidate: Candidate
    total: str
    place: int | None
    level: str
    side: str
    asks: bool


def page_of(gate: Gate, conducts: bool) -> dict[str, Any]:
    """Everything of one gate; who marks by name only for those who conduct."""
    found = {"gate": gate, "batch": gate.batch, "rule": rule_words(gate), "conducts": conducts}
    found["is_meeting"] = gate.kind == GateKind.MEETING
    if gate.status == GateStatus.PLANNED:
        return found | {"headline": gate.title, "stops": what_stops(gate)}
    if gate.status == GateStatus.CLOSED:
        return found | closed_page(gate) | {"links": links(gate, conducts)}
    return found | open_page(gate) | {"links": links(gate, conducts)}


def what_stops(gate: Gate) -> list[str]:
    """Why a gate to come cannot be opened yet; empty where it can."""
    found, before = [], gate_before(gate)
    if gate.batch.status in {BatchStatus.DRAFT, BatchStatus.CALLING}:
        found.append(_("Applications are not closed yet."))
    if before and before.status != GateStatus.CLOSED:
        found.append(_("“%(gate)s” is not done yet.") % {"gate": before.title})
    missing = facts_missing(gate)
    if missing:
        words = _("Its rulebook reads %(facts)s, which no gate before gives; change the rulebook or the order.")
        found.append(words % {"facts": _(", ").join(missing)})
    if gate.closes_at <= timezone.now():
        found.append(_("It would be over at once; give it a later end."))
    return found


def open_page(gate: Gate) -> dict[str, Any]:
    """Marks, run and line of a gate that is open."""
    marking, run = marking_of(gate), counting_run(gate)
    numbered = gate.campaign.runs.filter(number__isnull=False).order_by("-number").first()
    rows = previewed(gate, run) if run else []
    sides = [row.side for row in rows]
    return {
        "headline": open_headline(gate, marking, run),
        "marking": marking,
        "run": run,
        "is_running": numbered is not None and not numbered.is_whole,
        "is_over": gate.closes_at <= timezone.now(),
        "rows": rows,
        "tied": sides.count(TIED),
        "passing": sides.count(ABOVE),
        "leaving": sides.count(BELOW) + sides.count(FAILED),
        "seats": cut_of(gate, run).seats if run else 0,
    }


def open_headline(gate: Gate, marking: Marking, run: Run | None) -> str:
    """The state in a sentence."""
    if run:
        return _("“%(gate)s” is evaluated; look at the line, then close it") % {"gate": gate.title}
    if marking.left:
        words = ngettext("%(n)s sheet is still to be marked", "%(n)s sheets are still to be marked", marking.left)
        return words % {"n": marking.left}
    return _("Every mark is there; start a numbered run")


def previewed(gate: Gate, run: Run) -> list[Previewed]:
    """Every candidate with the side of the line where it stands by the run, in the order of places."""
    rules, results, line = rulebook_of(run.rulebook_version), results_of(gate, run), cut_of(gate, run)
    words, sides = [level.name for level in rules.outcomes], sides_of(line)
    candidates = {one.pk: one for one in gate.batch.candidates.filter(pk__in=results)}
    is_meeting = gate.kind == GateKind.MEETING
    rows = [
        Previewed(
            candidates[pk],
            "" if result.total is None else show_figure(result.total, rules.decimals, rules.places),
            result.rank,
            words[result.level],
            sides[pk],
            sides[pk] == TIED or (is_meeting and sides[pk] != FAILED),
        )
        for pk, result in results.items()
    ]
    order = (ABOVE, TIED, BELOW, FAILED)
    return sorted(rows, key=lambda row: (order.index(row.side), row.place or 10**9, row.candidate.order_path))


def sides_of(line: Cut) -> dict[int, str]:
    """By candidate on which side of a line it stands."""
    parts = {ABOVE: line.passed, TIED: line.tied, BELOW: line.below, FAILED: line.failed}
    return {pk: side for side, candidates in parts.items() for pk in candidates}


def closed_page(gate: Gate) -> dict[str, Any]:
    """What a gate came to."""
    rows = Passage.objects.filter(gate=gate).select_related("candidate", "gate__rulebook_version", "run")
    passages = sorted(rows, key=lambda row: (row.verdict != Verdict.PASSED, row.place or 10**9, row.pk))
    left = sum(row.verdict == Verdict.LEFT for row in passages)
    words = ngettext("%(passed)s passed, %(n)s left", "%(passed)s passed, %(n)s left", left)
    told = [
        {"row": row, "total": points(row), "why": reason_of(row) if row.verdict == Verdict.LEFT else row.reason}
        for row in passages
    ]
    return {"headline": words % {"passed": len(passages) - left, "n": left}, "passages": told}


def links(gate: Gate, conducts: bool) -> list[tuple[str, str]]:
    """Pages of the gate's round: who marks and the marks for those who conduct; results, meetings, notice, seal."""
    slug, stages = gate.campaign.slug, STAGES[gate.kind]
    found = []
    if conducts and StageKind.SCORING in stages:
        found += [
            (_("Scorers and interests"), reverse("scorers:list", args=[slug])),
            (_("Invite experts"), reverse("scorers:invitations", args=[slug])),
            (_("Give sheets out"), reverse("scorers:assignment", args=[slug])),
            (_("Marks"), reverse("assessments:sheet-list", args=[slug])),
        ]
    if conducts and StageKind.VISIT in stages:
        found.append((_("Site visits"), reverse("visits:list", args=[slug])))
    found.append((_("Results"), reverse("reports:league", args=[slug])))
    found.append((_("Meetings"), reverse("decisions:list", args=[slug])))
    if StageKind.NOTICE in stages:
        found.append((_("Public notice"), reverse("notices:desk", args=[slug])))
        found.append((_("Objections"), reverse("notices:objections", args=[slug])))
    found.append((_("Seal"), reverse("evaluations:seal", args=[slug])))
    return found
