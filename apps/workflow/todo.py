"""What has this person to do, what do others owe, and how much is it? Derived from facts each time it is asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.campaigns.models import Stage
from apps.workflow.items import GROUPS, Item, Waiting, in_order
from apps.workflow.sources.alike import alike_work
from apps.workflow.sources.applying import applying_work
from apps.workflow.sources.balloting import ballot_work
from apps.workflow.sources.branch import branch_work
from apps.workflow.sources.committee import committee_work, import_work, job_work
from apps.workflow.sources.deciding import deciding_work
from apps.workflow.sources.desk import Desk
from apps.workflow.sources.house import house_work
from apps.workflow.sources.messages import message_work
from apps.workflow.sources.notes import note_work
from apps.workflow.sources.notices import objection_work
from apps.workflow.sources.proof import proof_work
from apps.workflow.sources.refining import refining_work
from apps.workflow.sources.scoring import scoring_work
from apps.workflow.sources.sealing import sealing_work
from apps.workflow.sources.selecting import selecting_work
from apps.workflow.sources.titles import title_work
from apps.workflow.sources.unit import unit_work
from apps.workflow.sources.visiting import visiting_work


@dataclass(frozen=True)
class Todo:
    """A person's list at a moment: items in order, what is waited for, the stages of the open campaigns."""

    now: datetime
    items: list[Item]
    waiting: list[Waiting]
    stages: list[Stage]

    @property
    def late(self) -> int:
        """How many items are past their time."""
        return sum(item.is_late(self.now) for item in self.items)

    def groups(self) -> list[tuple[str, list[Item]]]:
        """Late, today, soon, later; without empty ones."""
        found = [(name, [item for item in self.items if item.group(self.now) == name]) for name in GROUPS]
        return [(name, items) for name, items in found if items]

    def item(self, key: str) -> Item | None:
        """The item of a key."""
        return next((item for item in self.items if item.key == key), None)


def todo_of(person: Any, now: datetime | None = None) -> Todo:
    """The list of one person. A constant number of queries, whatever it holds; no fact is kept twice.

    Derived items are done by doing them: they go when their fact is gone. What was handed on waits for somebody else.
    """
    desk = Desk(person, now or timezone.now())
    notes, handed, handed_keys = note_work(desk)
    branch, branch_waits = branch_work(desk)
    unit, unit_waits = unit_work(desk)
    committee, committee_waits = committee_work(desk)
    refining, refining_waits = refining_work(desk)
    derived = [
        *visiting_work(desk),
        *branch,
        *unit,
        *refining,
        *committee,
        *objection_work(desk),
        *scoring_work(desk),
        *import_work(desk),
        *ballot_work(desk),
        *deciding_work(desk),
        *sealing_work(desk),
        *job_work(desk),
        *message_work(desk),
        *house_work(desk),
        *proof_work(desk),
        *alike_work(desk),
        *selecting_work(desk),
        *applying_work(desk),
        *title_work(desk),
    ]
    once = {item.key: item for item in reversed(derived) if item.key not in handed_keys}
    items = [*notes, *reversed(once.values())]
    waiting = [*handed, *branch_waits, *unit_waits, *refining_waits, *committee_waits]
    stages = [stage for campaign in desk.open_campaigns for stage in campaign.stages.all()]
    return Todo(desk.now, in_order(items, desk.now), sorted(waiting, key=lambda one: -one.days(desk.now)), stages)
