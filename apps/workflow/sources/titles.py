"""What is there to do about titles? Name or confirm as the second person, report for a review, judge it, consider."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import ConferralStatus, ReviewStatus, TitleStatus
from apps.demonstrations.models import Conferral, Review, Title, TitleStep
from apps.demonstrations.rules import APPLYING
from apps.demonstrations.title_state import endangered
from apps.evaluations.quoted import quoted
from apps.organisations.choices import Power
from apps.workflow.items import Item, end_of
from apps.workflow.sources.desk import MOST, Desk

COMMITTEE = "batch__programme__committee__path", "batch__programme__committee__zone_id"
REVIEWING = (*APPLYING, Power.MARK)


def title_work(desk: Desk) -> list[Item]:
    """Everything about titles that is this person's; asks nothing where no office includes it."""
    return [*namings(desk), *steps(desk), *reviews(desk), *doubtful(desk)]


def namings(desk: Desk) -> Iterator[Item]:
    """Documents that somebody else proposed."""
    if not desk.reach.has(Power.SECOND):
        return
    rows = Conferral.objects.filter(desk.reach.where(Power.SECOND, *COMMITTEE), status=ConferralStatus.PROPOSED)
    for row in rows.exclude(by=desk.person.pk).select_related("batch__programme")[:MOST]:
        programme = row.batch.programme
        told = {"batch": batch_words(row.batch.number), "programme": quoted(programme.name)}
        yield Item(
            key=f"conferral-{row.pk}",
            icon="file-certificate",
            title=_("Name %(batch)s of “%(programme)s”") % told,
            why=_("%(name)s proposed it; naming takes two people.") % {"name": row.by_name},
            source=programme.name,
            url=reverse("titles:naming", args=[programme.slug, row.batch.number]),
            label=_("Look at it"),
        )


def steps(desk: Desk) -> Iterator[Item]:
    """Warnings, renewals, withdrawals that somebody else proposed."""
    if not desk.reach.has(Power.SECOND):
        return
    place = (f"title__conferral__{field}" for field in COMMITTEE)
    rows = TitleStep.objects.filter(desk.reach.where(Power.SECOND, *place), confirmed_at=None, dropped_at=None)
    for row in rows.exclude(by=desk.person.pk).select_related("title__conferral__batch__programme")[:MOST]:
        told = {"act": row.get_kind_display(), "holder": row.title.holder}
        why = _("%(name)s proposed it; it takes two people.") % {"name": row.by_name}
        yield page_item(f"title-step-{row.pk}", row.title, _("%(act)s: %(holder)s") % told, why)


def reviews(desk: Desk) -> Iterator[Item]:
    """What the holder has to report, and what was reported and waits for a word."""
    if not any(desk.reach.has(power) for power in REVIEWING):
        return
    own = Title.objects.visible_to(desk.person).exclude(status=TitleStatus.WITHDRAWN)
    open_ones = Review.objects.filter(title__in=own, status__in=[ReviewStatus.DUE, ReviewStatus.REPORTED])
    told = "title__candidate", "title__conferral__batch__programme"
    for row in open_ones.select_related(*told).order_by("due_on", "pk")[:MOST]:
        item = review_item(row, desk)
        if item:
            yield item


def review_item(row: Review, desk: Desk) -> Item | None:
    """The holder's step, or that of who judges; None where it is neither."""
    title, candidate = row.title, row.title.candidate
    place, told = (candidate.path, candidate.zone_id), {"holder": title.holder}
    conducts = desk.reach.covers(Power.CAMPAIGN, *place)
    if row.status == ReviewStatus.DUE and not conducts:
        if not any(desk.reach.covers(power, *place) for power in APPLYING):
            return None
        words = _("Report for the yearly review of %(holder)s"), _("The title stands only if it is reviewed.")
    elif row.status == ReviewStatus.REPORTED and (conducts or desk.reach.covers(Power.MARK, *place)):
        words = _("Judge the yearly review of %(holder)s"), _("%(holder)s has reported.")
    else:
        return None
    programme = title.conferral.batch.programme
    return Item(
        key=f"review-{row.pk}",
        icon="clipboard-list",
        title=words[0] % told,
        why=words[1] % told,
        source=programme.name,
        url=reverse("titles:review", args=[programme.slug, title.pk, row.pk]),
        label=_("To the review"),
        due_at=end_of(row.due_on),
    )


def doubtful(desk: Desk) -> Iterator[Item]:
    """Titles whose withdrawal is to be considered; a step that was proposed already takes it off the list."""
    if not desk.reach.has(Power.CAMPAIGN):
        return
    place = (f"conferral__{field}" for field in COMMITTEE)
    rows = Title.objects.filter(desk.reach.where(Power.CAMPAIGN, *place))
    waiting = TitleStep.objects.filter(confirmed_at=None, dropped_at=None).values("title")
    rows = endangered(rows).exclude(pk__in=waiting).select_related("conferral__batch__programme")
    for row in rows.order_by("number")[:MOST]:
        if row.vetoed:
            why = _("A veto stands since it was named.")
        else:
            why = _("It did not pass %(n)s reviews.") % {"n": row.failed}
        title = _("Consider withdrawing the title of %(holder)s") % {"holder": row.holder}
        yield page_item(f"title-doubt-{row.pk}", row, title, why)


def page_item(key: str, title: Title, words: str, why: str) -> Item:
    """Something that is done on a title's page."""
    programme = title.conferral.batch.programme
    url = reverse("titles:page", args=[programme.slug, title.pk])
    return Item(
        key=key,
        icon="file-certificate",
        title=words,
        why=why,
        source=programme.name,
        url=url,
        label=_("To the title"),
    )
