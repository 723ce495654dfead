"""How far has a candidate come? Each gate with its day, its score and what was said; then the naming."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import Party
from apps.assessments.models import Interest, Remark
from apps.assessments.visiting import stops_of
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import CandidateStatus, ConferralStatus, GateKind, GateStatus, Verdict
from apps.demonstrations.models import Candidate, Gate, Passage
from apps.organisations.reach import SEGMENT
from apps.rating.points import show_figure

S = CandidateStatus
LONGEST = 240
DONE, NOW, LATER, LEFT = "done", "now", "later", "left"


@dataclass(frozen=True)
class Step:
    """One gate on the way, or the naming. `state` is done, now, later or left; `score` as the gate's rulebook shows it,
    `said` what it was that decided."""

    title: str
    state: str
    when: str = ""
    score: str = ""
    said: str = ""


def passages_of(candidate: Candidate) -> list[Passage]:
    """What the closed gates came to, in order; a gate that is open says nothing yet."""
    rows = candidate.passages.filter(gate__status=GateStatus.CLOSED).order_by("gate__position")
    return list(rows.select_related("gate", "run__rulebook_version", "assessment__campaign"))


def way_of(candidate: Candidate, passages: Iterable[Passage]) -> list[Step]:
    """Every gate of the batch for this candidate, as far as it came; two queries a gate that is done."""
    known = {passage.gate_id: passage for passage in passages}
    steps = []
    for gate in candidate.batch.gates.all():
        passage = known.get(gate.pk)
        if passage:
            steps.append(done_step(candidate, gate, passage))
        elif candidate.status in (S.OUT, S.WITHDRAWN):
            break
        else:
            steps.append(coming_step(gate))
    if candidate.status == S.WITHDRAWN:
        return [*steps, Step(_("Withdrawn"), LEFT, day(candidate.ended_at), said=candidate.ended_reason)]
    return steps if candidate.status == S.OUT else [*steps, naming_step(candidate)]


def done_step(candidate: Candidate, gate: Gate, passage: Passage) -> Step:
    """A gate that is closed."""
    state = DONE if passage.verdict == Verdict.PASSED else LEFT
    return Step(gate.title, state, day(gate.closed_at), score_of(passage), said_at(candidate, gate, passage))


def coming_step(gate: Gate) -> Step:
    """A gate that is open or to come, with its days."""
    span = _("%(start)s–%(end)s") % {"start": day(gate.opens_at), "end": day(gate.closes_at)}
    if gate.status == GateStatus.OPEN:
        return Step(gate.title, NOW, span, said=_("Under way; marks are shown once it is closed."))
    return Step(gate.title, LATER, span)


def naming_step(candidate: Candidate) -> Step:
    """The naming: done, at hand, or far."""
    held = getattr(candidate, "title_held", None)
    if held is not None:
        return Step(_("Naming"), DONE, date_format(held.named_on, _("j M")), said=held.number)
    if candidate.status != S.CHOSEN:
        return Step(_("Naming"), LATER)
    proposed = candidate.batch.conferrals.filter(status=ConferralStatus.PROPOSED).exists()
    words = _("Proposed; waits for the second person.") if proposed else _("All gates are done; the naming is drafted.")
    return Step(_("Naming"), NOW, said=words)


def score_of(passage: Passage) -> str:
    """The total as the gate's rulebook shows it."""
    if passage.total is None or passage.run is None:
        return ""
    rules = rulebook_of(passage.run.rulebook_version)
    return show_figure(passage.total, rules.decimals, rules.places)


def said_at(candidate: Candidate, gate: Gate, passage: Passage) -> str:
    """What decided, in a sentence or two: votes, who marked, what a team saw, the scorers' words, the reason."""
    told = {GateKind.PANEL: panel_said, GateKind.VISIT: survey_said}.get(gate.kind, words_said)
    parts = [told(candidate, passage), votes_said(passage), passage.reason]
    return _("; ").join(part.rstrip("。；. ") for part in parts if part)[:LONGEST]


def votes_said(passage: Passage) -> str:
    """How the meeting voted."""
    if passage.votes_for is None:
        return ""
    agreed, against, abstained = passage.votes_for, passage.votes_against or 0, passage.abstentions or 0
    words = {"n": agreed + against + abstained, "agreed": agreed, "against": against, "abstained": abstained}
    if not against and not abstained:
        return _("%(n)s at the meeting, %(agreed)s for") % words
    return _("%(n)s at the meeting: %(agreed)s for, %(against)s against, %(abstained)s abstained") % words


def panel_said(candidate: Candidate, passage: Passage) -> str:
    """How many experts marked without seeing each other, and how many stood back because they stand near."""
    rules = rulebook_of(passage.run.rulebook_version) if passage.run else None
    panel = rules.panels.get(rules.main_party) if rules else None
    parts = []
    if panel:
        n = panel.markers
        told = ngettext("%(n)s expert marked", "%(n)s experts marked without seeing each other's marks", n)
        parts.append(told % {"n": n})
    if apart := near_experts(candidate, passage):
        told = ngettext("%(n)s stood near to it and was replaced", "%(n)s stood near to it and were replaced", apart)
        parts.append(told % {"n": apart})
    return _("; ").join(parts)


def near_experts(candidate: Candidate, passage: Passage) -> int:
    """How many people declared that they do not mark this organisation."""
    if passage.assessment is None:
        return 0
    above = [candidate.path[:end] for end in range(SEGMENT, len(candidate.path) + 1, SEGMENT)]
    rows = Interest.objects.filter(campaign=passage.assessment.campaign_id, node__path__in=above, ended_at=None)
    return rows.aggregate(n=Count("person", distinct=True))["n"]


def survey_said(candidate: Candidate, passage: Passage) -> str:
    """Who was there and what they saw, as they wrote it at the stops."""
    stops = list(stops_of(passage.assessment)) if passage.assessment else []
    people = {member.person_id for stop in stops for member in stop.visit.team.all()}
    seen = [check.seen for stop in stops for check in stop.checks.all() if check.seen]
    team = ngettext("%(n)s person on the spot", "%(n)s people on the spot", len(people)) % {"n": len(people)}
    return _("; ").join([team, *seen]) if people else words_said(candidate, passage)


def words_said(_candidate: Candidate, passage: Passage) -> str:
    """What scorers wrote beside their marks."""
    if passage.assessment_id is None:
        return ""
    rows = Remark.objects.filter(sheet__assessment=passage.assessment_id).exclude(
        Q(sheet__party=Party.SELF) | Q(sheet__party__contains="~")
    )
    return _("; ").join(rows.order_by("sheet__party", "criterion").values_list("text", flat=True))


def day(at: Any) -> str:
    """A day as pages write it; empty where there is none."""
    return date_format(timezone.localtime(at), _("j M")) if at else ""


def place_said(passages: list[Passage]) -> str:
    """The place at the last gate that gave one, among how many."""
    placed = [passage for passage in passages if passage.place]
    if not placed:
        return ""
    last = placed[-1]
    n = last.gate.passages.filter(place__isnull=False).count()
    return _("%(gate)s: place %(place)s of %(n)s") % {"gate": last.gate.title, "place": last.place, "n": n}
