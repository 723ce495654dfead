"""Celery's side: the turns of stages, reminders, and the sending of messages."""

from celery import shared_task
from django.utils import timezone

from apps.workflow import stages
from apps.workflow.reminding.passing import pass_all
from apps.workflow.reminding.returned import tell_returned
from apps.workflow.reminding.sending import announce_sending
from apps.workflow.reminding.voters import announce_rounds


@shared_task(name="workflow.tick")
def turn_stages() -> None:
    stages.tick()


@shared_task(name="workflow.remind")
def remind() -> None:
    """Make the messages that are called for now; they are sent by a job."""
    now = timezone.now()
    pass_all(now)
    tell_returned(now)
    announce_sending(now)


@shared_task(name="workflow.send")
def send() -> None:
    """Go on with what waits: messages, and rounds of links to voters."""
    announce_sending()
    announce_rounds()
