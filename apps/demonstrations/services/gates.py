"""Open a gate for the candidates that are still in; close it by its run: who passes, who leaves, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.assessments.services.announce import announce_evaluation
from apps.assessments.services.enrolment import round_of
from apps.audit.services import record
from apps.campaigns.choices import CampaignKind
from apps.campaigns.services import close_campaign, create_campaign, open_campaign
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.before_naming import notice
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateKind, GateStatus, Verdict
from apps.demonstrations.cutting import Cut
from apps.demonstrations.lifecycle import BATCH, CANDIDATE, GATE
from apps.demonstrations.models import Batch, Candidate, Gate, Passage
from apps.demonstrations.opening import assessments_of, name_of, slug_of, stages_of
from apps.demonstrations.selectors import counting_run, cut_of, facts_missing, gate_before, results_of
from apps.demonstrations.services.taking import hold
from apps.evaluations.models import Result, Run
from apps.evaluations.services import start_numbered_run


@dataclass(frozen=True)
class Votes:
    """A meeting's votes on one candidate; they add up to those present."""

    agreed: int
    against: int
    abstained: int = 0


@dataclass(frozen=True)
class Word:
    """People's word on one candidate where the rules leave it to them: `passes`, why, and how a meeting voted."""

    passes: bool
    reason: str = ""
    votes: Votes | None = None


@transaction.atomic
def open_gate(actor: Any, gate: Gate) -> Gate:
    """Give the gate its round with everybody who is still in; by the clock without an actor.

    Refuses while an earlier gate is not done, and what its rulebook reads is given by none.
    """
    row = locked(gate)
    programme = row.batch.programme
    if actor is not None:
        authorise(actor, "demonstrations.conduct", programme)
    if row.batch.status != BatchStatus.GATES:
        raise Refused(_("Applications are not closed yet."), code="batch-not-begun")
    before = gate_before(row)
    if before and before.status != GateStatus.CLOSED:
        raise Refused(_("“%(gate)s” is not done yet.") % {"gate": before.title}, code="gate-before")
    require_facts(row)
    candidates = list(row.batch.candidates.filter(status=CandidateStatus.IN).in_order())
    if not candidates:
        raise Refused(_("No candidate takes part."), code="no-candidates")
    now = timezone.now()
    if row.closes_at <= now:
        message = _("“%(gate)s” would be over at once; give it a later end first.")
        raise Invalid(message % {"gate": row.title}, details={"closes_at": [""]})
    row.status = GATE.after("open", row.status)
    row.campaign = create_campaign(
        None,
        name=name_of(row),
        slug=slug_of(row),
        year=row.batch.year,
        committee=programme.committee,
        rulebook_version=row.rulebook_version,
        stages=stages_of(row, now),
        is_demonstration=programme.is_demonstration,
        kind=CampaignKind.GATE,
    )
    rating = round_of(row.campaign)
    Assessment.objects.bulk_create(assessments_of(rating, candidates, totals_before(row)))
    row.save(update_fields=["status", "campaign"])
    open_campaign(None, row.campaign)
    after = {"gate": row.title, "candidates": len(candidates)}
    record(actor, "gate.opened", row, node_path=programme.committee.path, after=after)
    announce_evaluation(row.campaign, actor)
    return row


def require_facts(gate: Gate) -> None:
    """Refuse a gate whose rulebook reads totals that no gate before it gives: nobody could be rated."""
    missing = facts_missing(gate)
    if missing:
        message = _("The rulebook of “%(gate)s” reads %(facts)s, which no gate before gives.")
        raise Refused(message % {"gate": gate.title, "facts": _(", ").join(missing)}, code="facts-missing")


def locked(gate: Gate) -> Gate:
    """The gate as it stands now; whoever comes second waits."""
    rows = Gate.objects.select_for_update(of=("self",)).select_related("batch__programme__committee", "campaign")
    return rows.get(pk=gate.pk)


def totals_before(gate: Gate) -> dict[int, dict[str, int]]:
    """Totals of the gates before as facts in hundredths, by candidate: {pk: {"fact.screening": 9240}}."""
    found: dict[int, dict[str, int]] = {}
    rows = Passage.objects.filter(gate__batch=gate.batch, gate__position__lt=gate.position, total__isnull=False)
    for row in rows.select_related("gate__rulebook_version"):
        decimals = rulebook_of(row.gate.rulebook_version).decimals
        found.setdefault(row.candidate_id, {})[f"fact.{row.gate.fact}"] = hundredths(row.total, decimals)
    return found


def hundredths(total: int, decimals: int) -> int:
    """A total of 10**-decimals in hundredths, halves up: facts are read so."""
    unit = 10 ** (decimals - 2)
    return (2 * total + unit) // (2 * unit)


def evaluate_gate(actor: Any, gate: Gate) -> Run:
    """Start a numbered run of an open gate; its line is drawn by it."""
    authorise(actor, "demonstrations.conduct", gate.batch.programme)
    if gate.status != GateStatus.OPEN:
        raise Refused(_("The gate is not open."), code="not-open")
    return start_numbered_run(actor, gate.campaign)


@transaction.atomic
def close_gate(actor: Any, gate: Gate, words: Mapping[int, Word] | None = None) -> Gate:
    """Settle every candidate by the run that counts, and by people's `words` (by candidate).

    Words part those who share the place at the line, and may refuse anybody in a meeting; who stood next moves up.
    Refuses without a numbered run, before the gate's public notice is over, and while more share the line than there
    is room for.
    """
    Batch.objects.select_for_update(of=("self",)).get(pk=gate.batch_id)
    row, words = locked(gate), words or {}
    hold(row.batch, CandidateStatus.IN)
    programme = row.batch.programme
    authorise(actor, "demonstrations.conduct", programme)
    row.status = GATE.after("close", row.status)
    run = counting_run(row)
    if run is None:
        raise Refused(_("Start a numbered run first: a gate is settled by it."), code="no-run")
    require_notice_over(row)
    passing = settled(row, run, words)
    found = results_of(row, run)
    rows = [passage(actor, row, run, pk, found[pk], pk in passing, words.get(pk)) for pk in found]
    Passage.objects.bulk_create(rows)
    send_on(row, rows)
    row.closed_at = timezone.now()
    row.save(update_fields=["status", "closed_at"])
    close_campaign(None, row.campaign)
    after = {"gate": row.title, "run": run.number, "passed": len(passing), "left": len(rows) - len(passing)}
    record(actor, "gate.closed", row, node_path=programme.committee.path, after=after)
    return row


def require_notice_over(gate: Gate) -> None:
    """A gate that gives public notice is settled after it: what an objection changes has to count."""
    found = notice(gate.campaign)
    if found and not found.ok:
        message = _("%(state)s. The gate is closed once its notice is over.")
        raise Refused(message % {"state": found.text}, code="notice-first")


def settled(gate: Gate, run: Run, words: Mapping[int, Word]) -> Collection[int]:
    """Who passes: those above the line once it is drawn without whom people refused; a place shared at it is theirs to
    part."""
    by_rules = cut_of(gate, run)
    for pk, word in words.items():
        require_word(gate, by_rules, pk, word)
    line = cut_of(gate, run, without={pk for pk, word in words.items() if not word.passes})
    if line.tied:
        sizes = {"n": len(line.tied), "seats": line.seats}
        message = _("%(n)s candidates share the place at the line, and %(seats)s of them can pass. Say who, and why.")
        raise Invalid(message % sizes, code="tie-at-the-line", details={"tied": list(line.tied)})
    for pk, word in words.items():
        if word.passes and pk not in line.passed:
            raise Invalid(_("There is no room for this candidate at the line."), details={"candidate": [pk]})
    return line.passed


def require_word(gate: Gate, by_rules: Cut, pk: int, word: Word) -> None:
    """Refuse a word that the rules do not leave to people, one without a reason, and votes that do not carry it."""
    if pk in by_rules.failed or (gate.kind != GateKind.MEETING and pk not in by_rules.tied):
        raise Invalid(_("For this candidate the rules have decided."), details={"candidate": [pk]})
    if not word.reason.strip() and word.votes is None:
        raise Invalid(_("Give the reason."), details={"reason": [pk]})
    if word.votes and (word.votes.agreed > word.votes.against) != word.passes:
        raise Invalid(_("The votes say the opposite."), details={"votes": [pk]})


def passage(
    actor: Any, gate: Gate, run: Run, candidate: int, result: Result, passes: bool, word: Word | None
) -> Passage:
    """What the gate came to for one candidate; not saved."""
    votes = word.votes if word else None
    return Passage(
        gate=gate,
        candidate_id=candidate,
        assessment=result.assessment,
        run=run,
        total=result.total,
        place=result.rank,
        level=rulebook_of(run.rulebook_version).outcomes[result.level].name,
        verdict=Verdict.PASSED if passes else Verdict.LEFT,
        reason=word.reason.strip() if word else "",
        votes_for=votes.agreed if votes else None,
        votes_against=votes.against if votes else None,
        abstentions=votes.abstained if votes else None,
        by=actor.pk,
        by_name=actor.name,
    )


def send_on(gate: Gate, passages: list[Passage]) -> None:
    """Who left is out; after the last gate the others wait for naming, and so does the batch."""
    left = [row.candidate_id for row in passages if row.verdict == Verdict.LEFT]
    Candidate.objects.filter(pk__in=left).update(status=CANDIDATE.after("leave", CandidateStatus.IN))
    if gate.batch.gates.filter(position__gt=gate.position).exists():
        return
    staying = gate.batch.candidates.filter(status=CandidateStatus.IN)
    staying.update(status=CANDIDATE.after("choose", CandidateStatus.IN))
    batch = Batch.objects.get(pk=gate.batch_id)
    batch.status = BATCH.after("choose", batch.status)
    batch.save(update_fields=["status"])
