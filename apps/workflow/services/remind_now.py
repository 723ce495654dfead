"""Remind now: everybody who owes one kind of thing in a campaign and has not done it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import record
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.workflow.choices import DeliveryKind, Way
from apps.workflow.late import CHECK, HAND_OVER, MARK, RECEIVE, SUBMIT
from apps.workflow.models import DeliveryItem, Preference
from apps.workflow.reminding.owing import owing
from apps.workflow.reminding.passing import about_of, setting_of
from apps.workflow.reminding.queueing import About, Message, make_messages
from apps.workflow.reminding.quiet import next_permitted
from apps.workflow.reminding.sending import announce_sending
from apps.workflow.reminding.told import SENT
from apps.workflow.reminding.wishes import hours_of, known_days, people_of, preferences_of, ways_for

# What is asked for by one button, and what people then owe: a unit checks before it hands over.
TOPICS = {
    SUBMIT: {SUBMIT},
    CHECK: {CHECK},
    HAND_OVER: {CHECK, HAND_OVER},
    RECEIVE: {RECEIVE},
    MARK: {MARK},
}


@dataclass
class Preview:
    """Whom it would reach: people by way, those told in the page alone, those told today already, the last minute."""

    people: int = 0
    by_way: Counter[str] = field(default_factory=Counter)
    page_only: int = 0
    told_today: int = 0
    held_until: datetime | None = None
    messages: list[Message] = field(default_factory=list)


def preview(actor: Any, campaign: Campaign, topic: str, *, unit: int | None = None) -> Preview:
    """Who would be reminded of `topic` now (of one unit's, where given), and by which ways; changes nothing."""
    authorise(actor, "campaigns.change_campaign", campaign)
    now, found = timezone.now(), Preview()
    about = things(campaign, topic, unit, now)
    told, people = told_today(campaign, now), people_of(about)
    preference, is_working = preferences_of(about), known_days()
    for person in people:
        left = [one for one in about[person.pk] if (person.pk, one.key) not in told]
        if not left:
            found.told_today += 1
            continue
        wishes = preference(person.pk)
        due_at = next_permitted(now, hours_of(wishes), is_working)
        add(found, person, wishes, message_maker(campaign, topic, left, due_at, now), due_at, now)
    return found


def add(found: Preview, person: User, wishes: Preference, make: Any, due_at: datetime, now: datetime) -> None:
    """One more person."""
    ways = ways_for(person, wishes, DeliveryKind.BY_HAND)
    found.people += 1
    found.by_way.update(ways)
    found.page_only += not ways
    if ways and due_at > now:
        found.held_until = max(found.held_until or due_at, due_at)
    found.messages += [make(person, way) for way in (Way.PAGE, *ways)]


def message_maker(campaign: Campaign, topic: str, about: list[About], due_at: datetime, now: datetime) -> Any:
    """A function from a person and a way to the message."""
    today = timezone.localdate(now)

    def make(person: User, way: Way) -> Message:
        key = f"hand-{topic}-{campaign.pk}-{today}-{person.pk}-{way}"
        return Message(key, person.pk, campaign.committee, way, DeliveryKind.BY_HAND, due_at, about)

    return make


def things(campaign: Campaign, topic: str, unit: int | None, now: datetime) -> dict[int, list[About]]:
    """What each person owes of a topic."""
    found: dict[int, list[About]] = {}
    for one in owing(campaign, now):
        if one.topic in TOPICS[topic] and unit in (None, one.unit):
            found.setdefault(one.person, []).append(about_of(one))
    return found


def told_today(campaign: Campaign, now: datetime) -> set[tuple[int, str]]:
    """Which people were reminded of what in a campaign today, by a message or by hand."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = DeliveryItem.objects.filter(campaign=campaign, delivery__sent_at__gte=midnight, **SENT)
    rows = rows.exclude(delivery__kind=DeliveryKind.RETURNED)
    return set(rows.values_list("delivery__person_id", "key"))


@transaction.atomic
def remind_now(actor: Any, campaign: Campaign, topic: str, *, unit: int | None = None) -> Preview:
    """Remind everybody whom the preview names; refuses where nobody is left, and where reminders are off.

    Those who were told of it today are left out, so that a second click tells nobody twice.
    """
    authorise(actor, "campaigns.change_campaign", campaign)
    if campaign.status != Status.OPEN or campaign.is_rehearsal:
        raise Refused(_("People are reminded in an open campaign only."), code="campaign-not-open")
    if not setting_of(campaign.committee).is_on:
        raise Refused(_("Reminders are switched off for this committee."), code="switched-off")
    found = preview(actor, campaign, topic, unit=unit)
    if not found.people:
        raise Refused(_("Nobody is left to be reminded today."), code="nobody-left")
    now = timezone.now()
    make_messages(found.messages, now, actor)
    after = {"topic": topic, "people": found.people} | dict(found.by_way)
    record(actor, "people.reminded", campaign, node_path=campaign.committee.path, after=after)
    announce_sending(now)
    return found
