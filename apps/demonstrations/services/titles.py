"""What becomes of a title: a warning, its lifting, another term, withdrawal. One person proposes, another confirms."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.choices import StepKind
from apps.demonstrations.conferring import last_day
from apps.demonstrations.lifecycle import TITLE
from apps.demonstrations.models import Title, TitleStep
from apps.demonstrations.title_state import open_step

ACTS = {
    StepKind.WARNING: "warn",
    StepKind.LIFTED: "lift",
    StepKind.RENEWAL: "renew",
    StepKind.WITHDRAWAL: "withdraw",
}


@dataclass(frozen=True)
class StepWords:
    """What is proposed and why; `meeting` names the one that decided on a withdrawal."""

    kind: str
    reason: str
    meeting: str = ""


@transaction.atomic
def propose_step(actor: Any, title: Title, words: StepWords) -> TitleStep:
    """Propose what is to become of a title; it is in force once a second person confirmed it.

    Refuses what does not follow from its state, a blank reason, a withdrawal without its meeting, a second proposal.
    """
    title = locked(title)
    programme = title.conferral.batch.programme
    authorise(actor, "demonstrations.conduct", programme)
    kind, reason, meeting = StepKind(words.kind), words.reason.strip(), words.meeting.strip()
    require_possible(title, kind)
    if not reason:
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    if kind == StepKind.WITHDRAWAL and not meeting:
        raise Invalid(_("Name the meeting that decided on it."), details={"meeting": [""]})
    if open_step(title):
        raise Refused(_("Something is proposed already and waits for a second person."), code="step-waits")
    until = renewed_until(title) if kind == StepKind.RENEWAL else None
    step = TitleStep(title=title, kind=kind, reason=reason, meeting=meeting, until=until)
    step.by, step.by_name = actor.pk, actor.name
    step.save()
    after = {"step": kind.value, "meeting": meeting, "until": until.isoformat() if until else ""}
    note(actor, "title.step-proposed", title, after=after, reason=reason)
    return step


@transaction.atomic
def confirm_step(actor: Any, step: TitleStep) -> Title:
    """Put a proposal in force, by another person than who made it."""
    title = locked(step.title)
    step = waiting(step)
    authorise(actor, "demonstrations.second", title.conferral.batch.programme)
    if actor.pk == step.by:
        raise Refused(_("A second person has to confirm it; you proposed it yourself."), code="same-person")
    kind = StepKind(step.kind)
    require_possible(title, kind)
    before = {"status": title.status, "until": title.until.isoformat() if title.until else ""}
    title.status = TITLE.after(ACTS[kind], title.status)
    title.until = step.until or title.until
    title.save(update_fields=["status", "until"])
    step.second, step.second_name, step.confirmed_at = actor.pk, actor.name, timezone.now()
    step.save(update_fields=["second", "second_name", "confirmed_at"])
    after = {"status": title.status, "until": title.until.isoformat() if title.until else ""}
    note(actor, f"title.{kind.value}", title, before=before, after=after, reason=step.reason)
    return title


@transaction.atomic
def drop_step(actor: Any, step: TitleStep, reason: str = "") -> Title:
    """Nothing comes of a proposal: taken back by who made it, or refused by the second person with a reason."""
    title = locked(step.title)
    programme = title.conferral.batch.programme
    step = waiting(step)
    if actor.pk == step.by:
        authorise(actor, "demonstrations.conduct", programme)
    else:
        authorise(actor, "demonstrations.second", programme)
        if not reason.strip():
            raise Invalid(_("Give the reason."), details={"reason": [""]})
    step.dropped_at = timezone.now()
    step.save(update_fields=["dropped_at"])
    note(actor, "title.step-dropped", title, before={"step": step.kind}, reason=reason.strip())
    return title


def possible_steps(title: Title) -> list[StepKind]:
    """What may be proposed in the title's state."""
    return [kind for kind, act in ACTS.items() if TITLE.permits(act, title.status) and is_sensible(title, kind)]


def is_sensible(title: Title, kind: str) -> bool:
    """Another term needs a first one that ends."""
    return kind != StepKind.RENEWAL or renewed_until(title) is not None


def renewed_until(title: Title) -> Any:
    """The last day after another term; None where a title has no end."""
    if title.until is None:
        return None
    return last_day(title.until + timedelta(days=1), title.conferral.batch.programme.term)


def require_possible(title: Title, kind: StepKind) -> None:
    """Refuse what does not follow from the title's state."""
    if kind in possible_steps(title):
        return
    words = {"state": title.get_status_display()}
    raise Refused(_("This cannot be done while the state is “%(state)s”.") % words, code="title-state")


def locked(title: Title) -> Title:
    """The title as it stands now; whoever comes second waits."""
    rows = Title.objects.select_for_update(of=("self",))
    return rows.select_related("conferral__batch__programme__committee", "candidate").get(pk=title.pk)


def waiting(step: TitleStep) -> TitleStep:
    """The step as it stands now; refuses one that somebody has decided about."""
    row = TitleStep.objects.select_for_update().get(pk=step.pk)
    if row.confirmed_at or row.dropped_at:
        raise Refused(_("Somebody has decided about it already."), code="step-decided")
    return row


def note(actor: Any, act: str, title: Title, **told: Any) -> None:
    """The act on the record, at the holder."""
    record(actor, act, title, node_path=title.candidate.path, **told)
