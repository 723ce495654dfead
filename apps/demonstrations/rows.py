"""How did each candidate of a batch fare at each gate, and where is it now? A row each, without asking for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import CandidateStatus, GateStatus, Verdict
from apps.demonstrations.models import Batch, Candidate, Gate, Passage
from apps.rating.points import show_figure

LAST = 10**9
TONES = {
    CandidateStatus.FILLING: "",
    CandidateStatus.WAITING: "warn",
    CandidateStatus.IN: "info",
    CandidateStatus.CHOSEN: "",
    CandidateStatus.NAMED: "gold",
    CandidateStatus.WITHDRAWN: "",
}


@dataclass(frozen=True)
class CandidateRow:
    """One candidate: `cells` are its passages in the order of the gates, None where there is none yet; `now` where it
    is, `tone` the chip's; `why` it left, instead."""

    candidate: Candidate
    cells: list["Cell | None"]
    now: str
    tone: str
    why: str

    @property
    def last(self) -> "Cell | None":
        """The last gate that said something."""
        return next((cell for cell in reversed(self.cells) if cell), None)


@dataclass(frozen=True)
class Cell:
    """What one gate came to: the total as its rulebook shows it, or that a meeting refused."""

    passage: Passage
    text: str

    @property
    def passed(self) -> bool:
        return self.passage.verdict == Verdict.PASSED


def rows_of(batch: Batch, candidates: Iterable[Candidate]) -> list[CandidateRow]:
    """Rows of a batch whose gates are at hand, of candidates whose passages are: by place, those who left behind."""
    gates = list(batch.gates.all())
    at = next((gate for gate in gates if gate.status == GateStatus.OPEN), None)
    return sorted((row_of(one, gates, at) for one in candidates), key=place)


def row_of(candidate: Candidate, gates: list[Gate], at: Gate | None) -> CandidateRow:
    found = {passage.gate_id: Cell(passage, told(passage)) for passage in candidate.passages.all()}
    cells = [found.get(gate.pk) for gate in gates]
    now = candidate.get_status_display()
    if candidate.status == CandidateStatus.IN and at:
        now = _("at %(gate)s") % {"gate": at.title}
    tone = TONES.get(CandidateStatus(candidate.status), "")
    return CandidateRow(candidate, cells, str(now), tone, why_out(candidate, [cell for cell in cells if cell]))


def told(passage: Passage) -> str:
    """The total in the rulebook's decimals; that the meeting said no, where it voted so."""
    if passage.verdict == Verdict.LEFT and passage.votes_for is not None:
        return _("refused by the meeting")
    return points(passage)


def points(passage: Passage) -> str:
    """A passage's total as its gate's rulebook shows it."""
    if passage.total is None:
        return _("not rated")
    rules = rulebook_of(passage.gate.rulebook_version)
    return show_figure(passage.total, rules.decimals, rules.places)


def why_out(candidate: Candidate, cells: list[Cell]) -> str:
    """Why a candidate is not in any more; nothing for all others."""
    if candidate.status == CandidateStatus.WITHDRAWN:
        return candidate.ended_reason
    left = next((cell.passage for cell in cells if not cell.passed), None)
    if candidate.status != CandidateStatus.OUT or left is None:
        return ""
    return reason_of(left)


def reason_of(passage: Passage) -> str:
    """Why somebody left at a gate: votes, the reason that was given, else the place or the level."""
    found = []
    if passage.votes_for is not None:
        votes = _("%(n)s votes to %(against)s") % {"n": passage.votes_for, "against": passage.votes_against}
        found.append(votes)
    if passage.reason:
        found.append(passage.reason)
    if found:
        return _("; ").join(found)
    told = {"gate": passage.gate.title, "level": passage.level, "place": passage.place}
    is_low = passage.gate.levels and passage.level not in passage.gate.levels
    return _("%(gate)s: %(level)s") % told if is_low else _("%(gate)s: place %(place)s, below the line") % told


def place(row: CandidateRow) -> tuple[bool, int, int, str, int]:
    """Those who are in before those who left, the one who came farther and stands better first."""
    reached = [cell for cell in row.cells if cell]
    one = row.candidate
    is_out = one.status in {CandidateStatus.OUT, CandidateStatus.WITHDRAWN}
    best = reached[-1].passage.place if reached else None
    return is_out, -len(reached), best or LAST, one.order_path, one.pk
