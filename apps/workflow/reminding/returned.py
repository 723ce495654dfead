"""Which self-assessments were sent back just now? Their people are told at once, quiet hours kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts.models import User
from apps.assessments.choices import SubmissionStatus
from apps.assessments.models import Submission
from apps.campaigns.choices import Status
from apps.workflow.choices import DeliveryKind, Way
from apps.workflow.late import SUBMIT
from apps.workflow.reminding.owing import FILLING_IN, holding
from apps.workflow.reminding.passing import setting_of
from apps.workflow.reminding.queueing import About, Message, make_messages
from apps.workflow.reminding.quiet import next_permitted
from apps.workflow.reminding.wishes import hours_of, known_days, preferences_of, ways_for

BACK = timedelta(days=2)


@transaction.atomic
def tell_returned(now: datetime) -> int:
    """A message for each return of the last two days that nobody was told of; gives how many were made."""
    rows = Submission.objects.filter(status=SubmissionStatus.RETURNED, returned_at__gt=now - BACK)
    rows = rows.filter(assessment__campaign__status=Status.OPEN, assessment__campaign__is_rehearsal=False)
    rows = list(rows.select_related("assessment__campaign__committee"))
    committees = {row.assessment.campaign.committee for row in rows}
    on = {committee for committee in committees if setting_of(committee).is_on}
    left = {row.assessment.node_id: row for row in rows if row.assessment.campaign.committee in on}
    return make_messages(told_of(left, now), now)


def told_of(left: dict[int, Submission], now: datetime) -> Iterator[Message]:
    """What goes to those who fill in for these nodes."""
    asked = list(holding(FILLING_IN, left))
    people = {person.pk: person for person in User.objects.filter(pk__in=[person for person, _node in asked])}
    preference, is_working = preferences_of(people), known_days()
    for person, node in asked:
        row, wishes = left[node], preference(person)
        campaign = row.assessment.campaign
        due_at = next_permitted(now, hours_of(wishes), is_working)
        for way in (Way.PAGE, *ways_for(people[person], wishes, DeliveryKind.RETURNED)):
            yield Message(
                key=f"returned-{row.pk}-{int(row.returned_at.timestamp())}-{person}-{way}",
                person=person,
                committee=campaign.committee,
                way=way,
                kind=DeliveryKind.RETURNED,
                due_at=due_at,
                about=[About(f"self-{row.assessment_id}", SUBMIT, campaign, row.assessment.unit_id)],
            )
