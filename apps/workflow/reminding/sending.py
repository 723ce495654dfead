"""How are waiting messages sent? One after another by one job, each claimed first, so that none goes twice.

Nothing of the network happens inside a transaction. A message that was handed over when its worker died goes again
only where the other side knows it by its number; else staff are asked.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import announce
from apps.workflow import gateway, mail
from apps.workflow.choices import OUTSIDE, DeliveryKind, DeliveryStatus, Way
from apps.workflow.delivery_list import masked
from apps.workflow.gateway import Answer, Outcome, Short
from apps.workflow.models import Delivery, DeliveryItem
from apps.workflow.reminding.composing import DIGESTS, Words, letter, short, words_of
from apps.workflow.reminding.pace import take_room
from apps.workflow.reminding.passing import setting_of
from apps.workflow.reminding.quiet import next_permitted
from apps.workflow.reminding.wishes import hours_of, known_days, preferences_of, reachable

log = logging.getLogger(__name__)
KIND = "send-messages"
# A claim older than this has nobody behind it any more: the longest wait for an answer is far shorter.
ABANDONED = timedelta(minutes=2)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))


def announce_sending(now: datetime | None = None) -> Job | None:
    """Have the waiting messages sent, if any may go now."""
    now = now or timezone.now()
    abandoned = Delivery.objects.filter(status=DeliveryStatus.SENDING, claimed_at__lt=now - ABANDONED)
    if Delivery.objects.due(now).exists() or abandoned.exists():
        return announce(KIND, "all", f"{timezone.localdate(now)}")
    return None


def do_sending(job: Job, progress: Any) -> dict[str, int]:
    """Send what is due, until none is left or this minute's places are gone; gives how many of each outcome."""
    counts = {"sent": 0, "failed": 0, "dropped": 0, "later": 0}
    # One is announced each minute while messages wait: the last one is enough to look back on.
    Job.objects.of(KIND, "all").filter(status=Status.DONE).delete()
    take_back(timezone.now())
    full: set[str] = set()
    while delivery := claim(timezone.now(), full):
        counts[send(delivery, timezone.now())] += 1
        progress("messages", sum(counts.values()))
    return counts


def take_back(now: datetime) -> None:
    """Messages whose worker died while sending: repeatable ones wait again, the others are unclear."""
    left = Delivery.objects.filter(status=DeliveryStatus.SENDING, claimed_at__lt=now - ABANDONED)
    if gateway.is_on() and gateway.is_repeatable():
        left.filter(way=Way.GATEWAY).update(status=DeliveryStatus.QUEUED, due_at=now)
    left.update(status=DeliveryStatus.UNCLEAR, said="")


def claim(now: datetime, full: set[str]) -> Delivery | None:
    """Take the message that waits longest, by a way that has room this minute; ways without are added to `full`."""
    while True:
        ways = [way for way in OUTSIDE if way not in full]
        row = Delivery.objects.due(now).filter(way__in=ways).select_related("person", "committee").first()
        if row is None:
            return None
        if not take_room(row.way, now):
            full.add(row.way)
            continue
        waiting = Delivery.objects.filter(pk=row.pk, status=DeliveryStatus.QUEUED)
        if waiting.update(status=DeliveryStatus.SENDING, claimed_at=now, tries=F("tries") + 1):
            row.refresh_from_db(fields=["status", "claimed_at", "tries"])
            return row


def send(delivery: Delivery, now: datetime) -> str:
    """Send one claimed message as things stand now; gives what became of it."""
    setting = setting_of(delivery.committee)
    is_stale = delivery.kind in DIGESTS and timezone.localdate(delivery.created_at) != timezone.localdate(now)
    if is_stale or not (delivery.person.is_active and setting.is_on and delivery.way in reachable(delivery.person)):
        return drop(delivery)
    wishes = preferences_of([delivery.person_id])(delivery.person_id)
    permitted = next_permitted(now, hours_of(wishes), known_days())
    if permitted > now:
        return hold(delivery, permitted)
    with override(delivery.person.language or settings.LANGUAGE_CODE):
        items = fresh_items(delivery, now)
        words = words_of(delivery, items, now) if items or delivery.kind in DIGESTS else None
        if words is None:
            return drop(delivery)
        answer = hand_over(delivery, words, setting.signed)
    return note(delivery, items, words, answer, timezone.now())


def fresh_items(delivery: Delivery, now: datetime) -> list[DeliveryItem]:
    """What the message is about, without what the person was told by the same way today; a return is always news."""
    items = list(delivery.items.all())
    if delivery.kind == DeliveryKind.RETURNED or delivery.kind in DIGESTS:
        return items
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    told = DeliveryItem.objects.filter(
        was_told=True,
        delivery__person=delivery.person_id,
        delivery__way=delivery.way,
        delivery__status=DeliveryStatus.SENT,
        delivery__sent_at__gte=midnight,
    )
    known = set(told.values_list("key", flat=True))
    return [item for item in items if item.key not in known]


def hand_over(delivery: Delivery, words: Words, signed: str) -> Answer:
    """Give it to the mail server or the gateway; what the other side said keeps no number and no address."""
    person, number = delivery.person, str(delivery.number)
    if delivery.way == Way.GATEWAY:
        answer = gateway.send_short(Short(number, person.mobile, short(words, signed)))
        return Answer(answer.outcome, answer.said.replace(person.mobile, person.masked_mobile))
    subject, text = letter(delivery, words, signed)
    answer = mail.send_letter(number, person.email, subject, text)
    return Answer(answer.outcome, answer.said.replace(person.email, masked(person.email)))


def note(delivery: Delivery, items: list[DeliveryItem], words: Words, answer: Answer, now: datetime) -> str:
    """Write down what became of it."""
    delivery.said = answer.said[:200]
    if answer.outcome == Outcome.TAKEN:
        delivery.status, delivery.sent_at = DeliveryStatus.SENT, now
        delivery.items.exclude(key__in=words.keys).update(was_told=False)
        result = "sent"
    elif answer.outcome == Outcome.LATER and delivery.tries <= len(BACK_OFF):
        delivery.status, delivery.due_at = DeliveryStatus.QUEUED, now + BACK_OFF[delivery.tries - 1]
        result = "later"
    else:
        is_unclear = answer.outcome == Outcome.UNCLEAR
        delivery.status = DeliveryStatus.UNCLEAR if is_unclear else DeliveryStatus.FAILED
        result = "failed"
    if result != "sent":
        log.warning("message %s by %s: %s, %s", delivery.number, delivery.way, result, delivery.said)
    delivery.save(update_fields=["status", "said", "sent_at", "due_at"])
    return result


def drop(delivery: Delivery) -> str:
    """Nothing is left to tell, or nobody to tell it to."""
    Delivery.objects.filter(pk=delivery.pk).update(status=DeliveryStatus.DROPPED)
    return "dropped"


def hold(delivery: Delivery, until: datetime) -> str:
    """It waits for the next permitted minute; that was no try."""
    Delivery.objects.filter(pk=delivery.pk).update(
        status=DeliveryStatus.QUEUED, due_at=until, tries=F("tries") - 1, claimed_at=None
    )
    return "later"
