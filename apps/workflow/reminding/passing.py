"""Once each working day, at the hour that a committee has set: who is told of what?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node
from apps.workflow.choices import DeliveryKind, Way
from apps.workflow.models import Preference, Reminding
from apps.workflow.reminding.escalating import escalations
from apps.workflow.reminding.marks import mark_of
from apps.workflow.reminding.noting import Marked, notes_marked
from apps.workflow.reminding.owing import Owed, owing
from apps.workflow.reminding.queueing import About, Message, make_messages
from apps.workflow.reminding.quiet import next_permitted
from apps.workflow.reminding.wishes import hours_of, known_days, people_of, preferences_of, ways_for


def campaigns_of(committee: Node) -> list[Campaign]:
    """Campaigns whose people are reminded: open ones that are no rehearsal."""
    rows = Campaign.objects.filter(committee=committee, status=Status.OPEN, is_rehearsal=False)
    return list(rows.select_related("committee", "rulebook_version").prefetch_related("stages"))


def pass_all(now: datetime) -> int:
    """Go through every committee whose hour has come today; gives how many messages were made."""
    here = Campaign.objects.filter(status=Status.OPEN, is_rehearsal=False).order_by().values("committee")
    return sum(pass_once(setting_of(node), now) for node in Node.objects.filter(pk__in=here))


def setting_of(committee: Node) -> Reminding:
    """What a committee has set, or what usually holds; not saved."""
    found = Reminding.objects.filter(committee=committee).select_related("committee").first()
    return found or Reminding(committee=committee)


def pass_once(setting: Reminding, now: datetime) -> int:
    """One committee's daily reminders; 0 before its hour, on free days, and when they have been made today."""
    today, is_working = timezone.localdate(now), known_days()
    if not setting.is_on or setting.passed_on == today or timezone.localtime(now).time() < setting.digest_at:
        return 0
    if not is_working(today):
        return 0
    with transaction.atomic():
        if setting.pk is None:
            setting = Reminding.objects.get_or_create(committee=setting.committee)[0]
        if not Reminding.objects.filter(pk=setting.pk).exclude(passed_on=today).update(passed_on=today):
            return 0
        messages = [*daily(setting, now, is_working), *escalations(setting, campaigns_of(setting.committee), now)]
        return make_messages(messages, now)


def daily(setting: Reminding, now: datetime, is_working: Callable[[date], bool]) -> Iterator[Message]:
    """One message a person and way: a digest of everything where one is wanted, else what is told of today."""
    campaigns = campaigns_of(setting.committee)
    owed: dict[int, list[Owed]] = defaultdict(list)
    for campaign in campaigns:
        for one in owing(campaign, now):
            owed[one.person].append(one)
    if not campaigns:
        return
    today = timezone.localdate(now)
    weekly = leaders_of(setting.committee) if is_first_of_week(today, is_working) else set()
    noted = notes_marked(setting, now, is_working)
    people = people_of({*owed, *noted, *weekly, *staff_of(setting.committee)})
    preference = preferences_of([person.pk for person in people])
    for person in people:
        wishes = preference(person.pk)
        due_at = next_permitted(now, hours_of(wishes), is_working)
        marked = [(about_of(one), mark_of(one.due_at, now, today, setting, is_working)) for one in owed[person.pk]]
        for way, kind, about in told_today(person, wishes, marked, noted.get(person.pk, []), person.pk in weekly):
            yield Message(
                key=f"daily-{today}-{setting.committee_id}-{person.pk}-{way}",
                person=person.pk,
                committee=setting.committee,
                way=way,
                kind=kind,
                due_at=due_at,
                about=about,
            )


def told_today(
    person: User, wishes: Preference, marked: list[Marked], noted: list[Marked], is_weekly: bool
) -> Iterator[tuple[Way, str, list[About]]]:
    """By which ways a person is told of what, and what the message is called; of own notes in the page."""
    digest = set(ways_for(person, wishes, DeliveryKind.DIGEST))
    if is_weekly and not marked:
        digest = digest if wishes.weekly else set()
    for way in (Way.PAGE, Way.MAIL, Way.GATEWAY):
        if way in digest:
            kind = DeliveryKind.WEEKLY if is_weekly and not marked else DeliveryKind.DIGEST
            yield way, kind, [one for one, _mark in marked]
            continue
        wanted = [(one, mark) for one, mark in marked if mark] + (noted if way == Way.PAGE else [])
        told = [pair for pair in wanted if way == Way.PAGE or way in ways_for(person, wishes, pair[1])]
        if told:
            is_late = any(mark == DeliveryKind.LATE for _one, mark in told)
            kind = DeliveryKind.LATE if is_late else DeliveryKind.DUE_SOON
            yield way, kind, [one for one, _mark in told]


def about_of(one: Owed) -> About:
    return About(one.key, one.topic, one.campaign, one.unit)


def staff_of(committee: Node) -> set[int]:
    """Who conducts the committee's campaigns today."""
    return holders(committee, [Role.STAFF])


def leaders_of(committee: Node) -> set[int]:
    """Who leads the committee today."""
    return holders(committee, [Role.LEADER])


def holders(committee: Node, roles: Iterable[str]) -> set[int]:
    held = Appointment.objects.on(timezone.localdate()).filter(node=committee, role__in=list(roles))
    return set(held.order_by().values_list("person_id", flat=True))


def is_first_of_week(today: date, is_working: Callable[[date], bool]) -> bool:
    """Whether it is the week's first working day."""
    return not any(is_working(date.fromordinal(today.toordinal() - n)) for n in range(1, today.weekday() + 1))
