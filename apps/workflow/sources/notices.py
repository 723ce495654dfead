"""What have those to do who handle objections: take on, find, confirm, answer; and the scorer whose word is asked."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.evaluations.choices import ObjectionStatus as S
from apps.evaluations.hearing import is_partial
from apps.evaluations.models import Objection
from apps.organisations.choices import Power
from apps.workflow.items import Item, end_of
from apps.workflow.sources.desk import MOST, Desk

HANDLING = (Power.CAMPAIGN, Power.SECOND, Power.MARK)


def objection_work(desk: Desk) -> list[Item]:
    """One item an objection, for whoever takes its next step."""
    if not any(desk.reach.has(power) for power in HANDLING):
        return []
    seen = Objection.objects.visible_to(desk.person) | Objection.objects.asked_of(desk.person)
    open_ones = seen.unfinished().filter(~Q(campaign__status="sealed")).distinct()
    rows = open_ones.select_related("campaign__committee", "assessment__unit").order_by("due_on", "pk")
    return [item for row in rows.prefetch_related("steps")[:MOST] for item in items_of(row, desk)]


def items_of(row: Objection, desk: Desk) -> list[Item]:
    """What the person does about it: the own step, and the statement that was asked for."""
    found = []
    if row.asked == desk.person.pk and row.status == S.TAKEN and not has_stated(row, desk.person):
        found.append(item(row, "statement", _("Say why %(criterion)s was marked so") % {"criterion": row.criterion}))
    title = step_title(row, desk)
    if title:
        found.append(item(row, "objection", title))
    return found


def step_title(row: Objection, desk: Desk) -> str:
    """The next step, where it is this person's; nobody handles what concerns the own unit."""
    place = row.campaign.committee.path, row.campaign.committee.zone_id
    conducts, seconds = (desk.reach.covers(power, *place) for power in (Power.CAMPAIGN, Power.SECOND))
    is_handler = row.handler == desk.person.pk
    words = {"branch": row.branch}
    if row.status == S.RECEIVED and conducts and not is_partial(desk.person, row.assessment):
        return _("Take on the objection about “%(branch)s”") % words
    if row.status == S.TAKEN and is_handler:
        return _("Write what was found about “%(branch)s”") % words
    if row.status == S.FOUND and seconds and not is_handler and not is_partial(desk.person, row.assessment):
        return _("Confirm what was found about “%(branch)s”") % words
    if row.status in {S.ACCEPTED, S.REFUSED} and is_handler:
        return _("Answer the objection about “%(branch)s”") % words
    return ""


def item(row: Objection, page: str, title: str) -> Item:
    """It on the list, due with the answer."""
    return Item(
        key=f"{page}-{row.pk}",
        icon="speakerphone",
        title=title,
        why=_("Objection %(number)s") % {"number": f"{row.number:03d}"},
        source=row.campaign.name,
        url=reverse(f"notices:{page}", args=[row.campaign.slug, row.number]),
        label=_("To the objection"),
        due_at=due_at(row),
    )


def due_at(row: Objection) -> datetime | None:
    """The moment by which it has to be answered."""
    return end_of(row.due_on) if row.due_on else None


def has_stated(row: Objection, person: Any) -> bool:
    """Whether the scorer has said it already; a handler who marked it is not asked apart."""
    return row.handler == person.pk or any(step.by == person.pk for step in row.steps.all())
