"""How does a title stand today? Valid, over, withdrawn, or not as it was conferred."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import VetoCase
from apps.demonstrations.choices import ReviewStatus, StepKind, TitleStatus
from apps.demonstrations.conferring import title_digest
from apps.demonstrations.models import Title, TitleStep
from apps.demonstrations.models.titles import TitleQuerySet

MOST_FAILED = 2


class State(models.TextChoices):
    """What readers are told. EXPIRED: its term is over. ALTERED: its words do not match the digest kept of them."""

    VALID = "valid", _("valid")
    WARNED = "warned", _("warned")
    EXPIRED = "expired", _("term is over")
    WITHDRAWN = "withdrawn", _("title withdrawn")
    ALTERED = "altered", _("not as conferred")


TONES = {State.VALID: "ok", State.WARNED: "warn", State.EXPIRED: "", State.WITHDRAWN: "bad", State.ALTERED: "bad"}


@dataclass(frozen=True)
class Standing:
    """How a title stands on a day, since when and why where it does not hold any more."""

    state: str
    on: date | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.state in {State.VALID, State.WARNED}

    @property
    def label(self) -> str:
        return State(self.state).label

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]


def standing_of(title: Title, day: date | None = None) -> Standing:
    """How the title stands; its steps and its document should be at hand."""
    if title_digest(title) != title.digest:
        return Standing(State.ALTERED)
    if title.status == TitleStatus.WITHDRAWN:
        step = last_step(title, StepKind.WITHDRAWAL)
        when = timezone.localtime(step.confirmed_at).date() if step else None
        return Standing(State.WITHDRAWN, when, step.reason if step else "")
    if title.until and title.until < (day or timezone.localdate()):
        return Standing(State.EXPIRED, title.until)
    return Standing(State.WARNED if title.status == TitleStatus.WARNED else State.VALID)


def public_standing_of(title: Title) -> Standing:
    """How it stands for everybody: a warning is not told to the public."""
    standing = standing_of(title)
    return Standing(State.VALID) if standing.state == State.WARNED else standing


def short(digest: str) -> str:
    """A digest as people compare it: 2c91 f04e 7b3d … 55a8."""
    return f"{digest[:4]} {digest[4:8]} {digest[8:12]} … {digest[-4:]}"


def last_step(title: Title, kind: str) -> TitleStep | None:
    """The last step of a kind that is in force."""
    steps = [step for step in title.steps.all() if step.kind == kind and step.confirmed_at]
    return steps[-1] if steps else None


def open_step(title: Title) -> TitleStep | None:
    """What was proposed and waits for its second person."""
    return next((step for step in title.steps.all() if not step.confirmed_at and not step.dropped_at), None)


def with_failures(rows: TitleQuerySet) -> TitleQuerySet:
    """Each title with `failed` (reviews not passed) and `vetoed` (a veto since it was named)."""
    failed = Count("reviews", filter=Q(reviews__status=ReviewStatus.FAILED), distinct=True)
    since = VetoCase.objects.confirmed().filter(
        assessment__node=OuterRef("candidate__node"), decided_at__date__gte=OuterRef("named_on")
    )
    return rows.annotate(failed=failed, vetoed=Exists(since))


def endangered(rows: TitleQuerySet) -> TitleQuerySet:
    """Titles whose withdrawal people should consider: twice not passed, or vetoed; nothing is withdrawn by itself."""
    held = with_failures(rows).exclude(status=TitleStatus.WITHDRAWN)
    return held.filter(Q(failed__gte=MOST_FAILED) | Q(vetoed=True))
