"""How are messages made? In one transaction with what calls for them, each with a key that is made only once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from apps.campaigns.models import Campaign
from apps.organisations.models import Node
from apps.workflow.choices import DeliveryStatus, Way
from apps.workflow.models import Delivery, DeliveryItem

AT_ONCE = 500


@dataclass(frozen=True)
class About:
    """One thing that a message is about; a note of one's own is of no campaign."""

    key: str
    topic: str
    campaign: Campaign | None = None
    unit: int | None = None


@dataclass(frozen=True)
class Message:
    """A message to be made; `due_at` is the first minute at which the person may be told."""

    key: str
    person: int
    committee: Node
    way: Way
    kind: str
    due_at: datetime
    about: list[About] = field(default_factory=list)


def make_messages(messages: Iterable[Message], now: datetime, actor: Any = None) -> int:
    """Write those messages whose keys are new; gives how many. What is told in the page is told at once."""
    wanted = {message.key: message for message in messages}
    keys = list(wanted)
    for start in range(0, len(keys), AT_ONCE):
        there = Delivery.objects.filter(key__in=keys[start : start + AT_ONCE]).values_list("key", flat=True)
        for key in list(there):
            del wanted[key]
    rows = [row_of(message, now, actor) for message in wanted.values()]
    made = Delivery.objects.bulk_create(rows, batch_size=AT_ONCE)
    items = [
        DeliveryItem(delivery=row, key=one.key, topic=one.topic, campaign=one.campaign, unit_id=one.unit)
        for row in made
        for one in wanted[row.key].about
    ]
    DeliveryItem.objects.bulk_create(items, batch_size=AT_ONCE)
    return len(made)


def row_of(message: Message, now: datetime, actor: Any) -> Delivery:
    """The row of one message."""
    is_told = message.way == Way.PAGE
    return Delivery(
        key=message.key,
        number=uuid4(),
        person_id=message.person,
        committee=message.committee,
        way=message.way,
        kind=message.kind,
        status=DeliveryStatus.SENT if is_told else DeliveryStatus.QUEUED,
        due_at=message.due_at,
        created_at=now,
        sent_at=now if is_told else None,
        by_name=actor.name if actor else "",
    )
