"""A decision is signed by each from the own account, takes effect, and is approved level by level or returned."""

import hashlib
import json
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.approving import levels_above
from apps.evaluations.choices import DecisionStatus, ItemKind, Outcome, PaperKind
from apps.evaluations.columns import inputs_of, load_columns
from apps.evaluations.decision_sheet import sheet_of
from apps.evaluations.models import Approval, Decision, Run
from apps.evaluations.outcomes import settled
from apps.evaluations.services.decisions import locked, note
from apps.evaluations.services.noise import begin_by_itself
from apps.evaluations.services.papers import keep_paper
from apps.evaluations.services.runs import do_numbered_run as make_numbered_run
from apps.evaluations.services.runs import start_numbered_run
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.rating.rate import draw


@transaction.atomic
def sign_decision(actor: Any, decision: Decision) -> Decision:
    """Sign from the own account; with the last name the decision takes effect.

    Refuses (409) until every matter is decided, and where marks, vetoes or levels are no longer those of the run.
    """
    row = locked(decision)
    signature = row.signatures.filter(person=actor.pk).first()
    if signature is None:
        raise Forbidden(_("You are not among those who sign this meeting."))
    if row.status != DecisionStatus.OPEN or signature.signed_at:
        raise Refused(_("You have signed this meeting already."), code="signed")
    require_stage(row.campaign, Act.DECIDE)
    left = row.items.filter(outcome="").count()
    if left:
        raise Refused(_("Not every matter is decided: %(n)s left.") % {"n": left}, code="undecided")
    require_same_inputs(row)
    signature.signed_at = timezone.now()
    signature.save(update_fields=["signed_at"])
    note(actor, "decision.signed", row, {"function": signature.function})
    if not row.signatures.filter(signed_at=None).exists():
        take_effect(row)
    return row


def require_same_inputs(decision: Decision) -> None:
    """What the meeting looked at is still what counts: nobody signs past a later change."""
    rules = rulebook_of(decision.run.rulebook_version)
    roll, cohort = load_columns(decision.campaign, rules)
    then, now = inputs_of(decision.run), draw(rules, cohort)
    decided = [-1] * len(roll) if now.decided is None else now.decided.tolist()
    same = (
        roll.assessments.tolist() == then.assessments
        and decided == then.decided
        and np.array_equal(now.marked, then.marked)
        and np.array_equal(np.where(now.marked, now.marks, 0), np.where(then.marked, then.marks, 0))
        and np.array_equal(now.vetoes, then.vetoes)
    )
    if not same:
        words = {"number": decision.run.number}
        message = _("Marks, vetoes or levels have changed since evaluation %(number)s. Evaluate again, then decide.")
        raise Refused(message % words, code="run-outdated")


def take_effect(decision: Decision) -> None:
    """Write the levels that were decided; where that changes anything, the next numbered run carries them."""
    changed = write_levels(decision)
    decision.signed_at, decision.digest = timezone.now(), digest_of_decision(decision)
    decision.status = DecisionStatus.RUNNING
    decision.final_run = start_numbered_run(None, decision.campaign) if changed else decision.run
    decision.save(update_fields=["signed_at", "digest", "status", "final_run"])
    note(None, "decision.complete", decision, {"digest": decision.digest, "changed": changed})
    if not changed:
        complete(decision)


def write_levels(decision: Decision) -> int:
    """The agreed levels on their branches: empty where the rules give the same. How many differ from the run."""
    rules, rated = rulebook_of(decision.run.rulebook_version), settled(decision.run)
    names, rows = [level.name for level in rules.levels], inputs_of(decision.run).row_of
    changed = 0
    for item in decision.items.filter(kind=ItemKind.LEVEL, outcome=Outcome.AGREED).select_related("assessment"):
        by_rules = names[int(rated.outcome.by_rules[rows[item.assessment_id]])]
        set_level(item.assessment, "" if item.after == by_rules else item.after)
        changed += item.after != item.before
    return changed


def set_level(assessment: Assessment, level: str) -> None:
    assessment.decided_level = level
    assessment.save(update_fields=["decided_level"])


def digest_of_decision(decision: Decision) -> str:
    """SHA-256 over the run, every matter with its votes, and who signed when."""
    told = {
        "number": decision.number,
        "run": decision.run.digest,
        "present": decision.present,
        "items": [
            [
                *(item.position, item.kind, item.title, item.assessment_id, item.before, item.after, item.clause),
                *(item.reason, item.by_name, item.second_name),
                *(item.votes_for, item.votes_against, item.abstentions, item.outcome),
            ]
            for item in decision.items.all()
        ],
        "signed": [[each.function, each.name, each.signed_at.isoformat()] for each in decision.signatures.all()],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def do_numbered_run(job: Job, progress: Progress) -> dict:
    """Handler of `number-run`: make the run; a signed decision that waits for it is then complete."""
    found = make_numbered_run(job, progress)
    with transaction.atomic():
        waiting = Decision.objects.select_for_update(of=("self",)).filter(
            final_run=job.key, status=DecisionStatus.RUNNING
        )
        for decision in waiting.select_related("campaign__committee", "run__rulebook_version", "final_run"):
            complete(decision)
    begin_by_itself(Run.objects.select_related("campaign__committee", "rulebook_version").get(pk=job.key))
    return found


def complete(decision: Decision) -> None:
    """Keep the sheet as PDF, and ask the levels above."""
    decision.status = DecisionStatus.SIGNED
    content = sheet_of(decision)
    name = _("decision sheet %(number)s.pdf") % {"number": decision.number}
    decision.paper = keep_paper(None, decision.campaign, PaperKind.DECISION, decision.pk, name, content)
    decision.save(update_fields=["status", "paper"])
    Approval.objects.bulk_create(
        Approval(decision=decision, position=n, node=node, title=node.name)
        for n, node in enumerate(levels_above(decision.campaign.committee), 1)
    )


@transaction.atomic
def approve_decision(actor: Any, decision: Decision, *, is_agreed: bool, reason: str = "") -> Decision:
    """Say the next level's word, in order. The last agreement approves; a refusal with its reason returns it all."""
    row = locked(decision)
    waiting = row.approvals.filter(outcome="").select_related("node").order_by("position").first()
    if row.status != DecisionStatus.SIGNED or waiting is None:
        raise Refused(_("No level has to approve this decision now."), code="not-waiting")
    authorise(actor, "evaluations.approve_decision", waiting)
    if row.approvals.filter(by=actor.pk).exists():
        raise Refused(_("You have spoken for another level; somebody else speaks for this one."), code="same-person")
    if not is_agreed and not reason.strip():
        message = _("Give the reason for returning it.")
        raise Invalid(message, details={"reason": [message]})
    waiting.outcome = Outcome.AGREED if is_agreed else Outcome.REFUSED
    waiting.reason, waiting.by, waiting.by_name, waiting.at = reason.strip()[:500], actor.pk, actor.name, timezone.now()
    waiting.save()
    act = "decision.approved" if is_agreed else "decision.returned"
    note(actor, act, row, {"level": waiting.title}, reason=reason)
    if not is_agreed:
        take_back(row)
    elif not row.approvals.filter(outcome="").exists():
        row.status = DecisionStatus.APPROVED
        row.save(update_fields=["status"])
    return row


def take_back(decision: Decision) -> None:
    """A returned decision has no effect: its branches get back the level that stood before, in a run of its own."""
    names = [level.name for level in rulebook_of(decision.run.rulebook_version).levels]
    then = inputs_of(decision.run)
    items = decision.items.filter(kind=ItemKind.LEVEL, outcome=Outcome.AGREED).select_related("assessment")
    for item in items:
        number = then.decided[then.row_of[item.assessment_id]] if then.decided else -1
        set_level(item.assessment, names[number] if number >= 0 else "")
    decision.status = DecisionStatus.RETURNED
    decision.save(update_fields=["status"])
    if decision.final_run_id != decision.run_id:
        start_numbered_run(None, decision.campaign)
