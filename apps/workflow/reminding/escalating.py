"""What has been late for so long that one level higher is told? Once for each level."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from apps.accounts.models import User
from apps.campaigns.models import Campaign
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.workflow.choices import DeliveryKind, Way
from apps.workflow.items import last_day
from apps.workflow.late import MARK, RECEIVE, Late, late_work
from apps.workflow.models import DeliveryItem, Reminding
from apps.workflow.reminding.marks import working_days_left
from apps.workflow.reminding.queueing import About, Message
from apps.workflow.reminding.quiet import next_permitted
from apps.workflow.reminding.wishes import hours_of, known_days, preferences_of, ways_for

UNIT, COMMITTEE = "unit", "staff"
TOPIC = "escalation"
MOST = 50_000


def escalations(setting: Reminding, campaigns: Iterable[Campaign], now: datetime) -> Iterator[Message]:
    """One message a person and way, of all that reaches the person's level today."""
    about: dict[int, list[About]] = defaultdict(list)
    for campaign in campaigns:
        for person, one in higher(setting, campaign, now):
            about[person].append(one)
    people = list(User.objects.filter(pk__in=about, is_active=True).order_by("pk"))
    preference, is_working, today = preferences_of(about), known_days(), timezone.localdate(now)
    for person in people:
        wishes = preference(person.pk)
        due_at = next_permitted(now, hours_of(wishes), is_working)
        for way in (Way.PAGE, *ways_for(person, wishes, DeliveryKind.ESCALATION)):
            key = f"escalation-{today}-{setting.committee_id}-{person.pk}-{way}"
            kind = DeliveryKind.ESCALATION
            yield Message(key, person.pk, setting.committee, way, kind, due_at, about[person.pk])


def higher(setting: Reminding, campaign: Campaign, now: datetime) -> Iterator[tuple[int, About]]:
    """Whom what of a campaign is told today that was not told at that level before."""
    rows = late_work(campaign, now=now, most=MOST)
    if not rows:
        return
    told = set(DeliveryItem.objects.filter(campaign=campaign, topic=TOPIC).values_list("key", flat=True))
    is_working, today, receivers = known_days(), timezone.localdate(now), Receivers(campaign, rows)
    for row in rows:
        days = -working_days_left(row.due_at, today, is_working)
        for level, after in ((UNIT, setting.unit_after), (COMMITTEE, setting.staff_after)):
            key = key_of(level, campaign, row)
            if row.due_at <= now and days >= max(1, after) and key not in told:
                about = About(key, TOPIC, campaign, row.unit_id)
                yield from ((person, about) for person in receivers.of(level, row))


def key_of(level: str, campaign: Campaign, row: Late) -> str:
    """One late thing of one unit at one level; a new end makes it another."""
    return f"late-{level}-{campaign.pk}-{row.kind}-{row.unit_id}-{last_day(row.due_at)}"


class Receivers:
    """Who is told of a unit's late work: its contact people and reviewers, for marks its zone lead; then the staff."""

    def __init__(self, campaign: Campaign, rows: list[Late]) -> None:
        held = Appointment.objects.on(timezone.localdate()).filter(
            node__in={campaign.committee_id, *(row.unit_id for row in rows)},
            role__in=[Role.REVIEWER, Role.CONTACT, Role.ZONE_LEAD, Role.STAFF],
        )
        self.units: dict[int, set[int]] = defaultdict(set)
        self.zones: dict[int | None, set[int]] = defaultdict(set)
        self.staff: set[int] = set()
        for person, role, node, zone in held.order_by().values_list("person_id", "role", "node_id", "zone_id"):
            if role == Role.ZONE_LEAD:
                self.zones[zone].add(person)
            elif role == Role.STAFF:
                self.staff.add(person)
            else:
                self.units[node].add(person)

    def of(self, level: str, row: Late) -> set[int]:
        """The people of a level."""
        if level == COMMITTEE:
            return self.staff
        if row.kind == RECEIVE:
            return set()
        return self.zones[row.zone_id] if row.kind == MARK else self.units[row.unit_id]
