"""What waits for a person's own name around a decision? Vetoes, changes to second, meetings to sign, approvals."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import VetoCase
from apps.campaigns.models import Campaign
from apps.evaluations.choices import DecisionStatus, ItemKind
from apps.evaluations.models import Approval, Decision, DecisionItem, Signature
from apps.organisations.choices import Power
from apps.organisations.reach import Reach
from apps.workflow.items import Item
from apps.workflow.sources.desk import Desk


def deciding_work(desk: Desk) -> list[Item]:
    """Everything that only this person's own account can do; asks nothing where no office includes it."""
    return [*vetoes(desk), *seconding(desk), *signing(desk), *approving(desk)]


def held(desk: Desk, power: Power) -> Reach | None:
    """How far the person's own offices with a power reach; None without any."""
    offices = desk.offices(power)
    return desk.reach_by(offices) if offices else None


def vetoes(desk: Desk) -> Iterator[Item]:
    """Vetoes that others proposed, or want lifted."""
    reach = held(desk, Power.VETO)
    if reach is None:
        return
    rows = VetoCase.objects.unfinished().filter(
        reach.where(Power.VETO, "assessment__campaign__committee__path", "assessment__campaign__committee__zone_id")
    )
    counted = rows.order_by().values_list("assessment__campaign_id").annotate(n=Count("pk"))
    waiting = dict(counted)
    for campaign in Campaign.objects.filter(pk__in=waiting) if waiting else ():
        n = waiting[campaign.pk]
        title = ngettext("Confirm %(n)s veto", "Confirm %(n)s vetoes", n) % {"n": n}
        yield Item(
            key=f"vetoes-{campaign.pk}",
            icon="shield-check",
            title=title,
            why=_("A veto takes two people and a document."),
            source=campaign.name,
            url=reverse("decisions:vetoes", args=[campaign.slug]),
            label=_("Look at it"),
        )


def seconding(desk: Desk) -> Iterator[Item]:
    """Changes of level that somebody else proposed."""
    reach = held(desk, Power.SECOND)
    if reach is None:
        return
    rows = DecisionItem.objects.filter(
        reach.where(Power.SECOND, "decision__campaign__committee__path", "decision__campaign__committee__zone_id"),
        decision__status=DecisionStatus.OPEN,
        kind=ItemKind.LEVEL,
        second=None,
        outcome="",
    )
    for item in rows.exclude(by=desk.person.pk).select_related("decision__campaign"):
        why = _("%(name)s proposed it; a change of level takes two people.") % {"name": item.by_name}
        yield page_item(f"second-{item.pk}", "users", item.title, why, item.decision, _("Second it"))


def signing(desk: Desk) -> Iterator[Item]:
    """Meetings that are decided and lack the person's name; who signs sees the whole scope."""
    if not desk.offices(Power.COMPARE):
        return
    undecided = DecisionItem.objects.filter(decision=OuterRef("decision"), outcome="")
    rows = Signature.objects.filter(person=desk.person.pk, signed_at=None, decision__status=DecisionStatus.OPEN)
    for signature in rows.filter(~Exists(undecided)).select_related("decision__campaign"):
        title = _("Sign “%(meeting)s”") % {"meeting": signature.decision.title}
        why = _("Every matter is decided; you sign as %(function)s.") % {"function": signature.function}
        yield page_item(f"sign-{signature.pk}", "pencil-check", title, why, signature.decision, _("Sign"))


def approving(desk: Desk) -> Iterator[Item]:
    """Signed decisions whose next word is the person's level's."""
    reach = held(desk, Power.APPROVE)
    if reach is None:
        return
    earlier = Approval.objects.filter(decision=OuterRef("decision"), outcome="", position__lt=OuterRef("position"))
    rows = Approval.objects.filter(
        reach.where(Power.APPROVE, "node__path", "node__zone_id"),
        decision__status=DecisionStatus.SIGNED,
        outcome="",
    )
    for approval in rows.filter(~Exists(earlier)).select_related("decision__campaign"):
        title = _("Approve “%(meeting)s”") % {"meeting": approval.decision.title}
        why = _("Everybody has signed; %(level)s has the next word.") % {"level": approval.title}
        yield page_item(f"approve-{approval.pk}", "check", title, why, approval.decision, _("Look at it"))


def page_item(key: str, icon: str, title: str, why: str, decision: Decision, label: str) -> Item:
    """Something that is done on a meeting's page."""
    campaign = decision.campaign
    url = reverse("decisions:page", args=[campaign.slug, decision.number])
    return Item(key=key, icon=icon, title=title, why=why, source=campaign.name, url=url, label=label)
