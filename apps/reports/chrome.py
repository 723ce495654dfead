"""What stands around every page: rail, tabs, campaign switch, stage, person, running jobs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import current_stage
from apps.jobs.models import Job
from apps.organisations.choices import Power, Role
from apps.organisations.models import Appointment, reach_of

SESSION_KEY = "campaign"
SHOWN_CAMPAIGNS = 20
# Pages that belong to a rail item though their address begins otherwise.
BESIDE = {"building": ("/branches/", "/rosters/")}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome`, made only when a template asks for it."""
    return {"chrome": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"theme": "", "rail": [], "tabs": [], "campaigns": []}
    campaigns = list(Campaign.objects.visible_to(person).newest_first().select_related("committee")[:SHOWN_CAMPAIGNS])
    campaign = chosen(request, campaigns)
    stage = current_stage(campaign) if campaign else None
    rail = rail_items(request, campaign)
    return {
        "theme": person.theme,
        "rail": rail,
        "tabs": tabs(request, rail),
        "campaigns": [
            {"name": c.name, "url": reverse("reports:dashboard", args=[c.slug]), "current": c == campaign}
            for c in campaigns
        ],
        "campaign": campaign,
        "stage": stage,
        "person": {
            "name": person.name,
            "initial": person.name[:1],
            "office": office_line(person),
            "links": links(person),
        },
        "jobs": running_jobs(person),
        "search_url": reverse("reports:search"),
    }


def chosen(request: HttpRequest, campaigns: list[Campaign]) -> Campaign | None:
    """The campaign of the address, else the one looked at last, else the newest."""
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    slug = slug or request.session.get(SESSION_KEY)
    found = next((campaign for campaign in campaigns if campaign.slug == slug), None)
    if found and request.session.get(SESSION_KEY) != found.slug:
        request.session[SESSION_KEY] = found.slug
    return found or (campaigns[0] if campaigns else None)


def rail_items(request: HttpRequest, campaign: Campaign | None) -> list[dict]:
    """Only what exists and what the person may open; one's own branch comes first."""
    person, reach = request.user, reach_of(request.user)
    items = own_items(person, campaign)
    if campaign:
        slug = campaign.slug
        if person.has_perm("campaigns.compare_branches", campaign):
            items.append(("gauge", _("Overview"), reverse("reports:dashboard", args=[slug])))
        items.append(("trophy", _("League"), reverse("reports:league", args=[slug])))
        if reach.has(Power.MARK):
            items.append(("pencil-check", _("Score"), reverse("assessments:sheet-list", args=[slug])))
    if reach.has(Power.CAMPAIGN) or campaign:
        items.append(("calendar-event", _("Campaigns"), reverse("campaigns:list")))
    items.append(("book-2", _("Rules"), reverse("criteria:list")))
    items.append(("building", _("Units"), reverse("organisations:list")))
    return [rail_item(request, icon, label, url) for icon, label, url in items]


def own_items(person: Any, campaign: Campaign | None) -> list[tuple[str, str, str]]:
    """The branch that the person answers for in this campaign: its page and its self-assessment."""
    own = own_assessment(person, campaign)
    if own is None:
        return []
    return [
        ("home", _("My branch"), reverse("reports:branch", args=[campaign.slug, own])),
        ("pencil", _("Self-mark"), reverse("assessments:sheet", args=[campaign.slug, own, Party.SELF])),
    ]


def rail_item(request: HttpRequest, icon: str, label: str, url: str) -> dict:
    path = request.path
    current = path == url if icon == "gauge" else path.startswith((url, *BESIDE.get(icon, ())))
    return {"icon": icon, "label": label, "url": url, "current": current}


def tabs(request: HttpRequest, rail: list[dict]) -> list[dict]:
    """The phone's bottom tabs: the first four of the rail, and the person."""
    return [*rail[:4], rail_item(request, "user", _("Me"), reverse("accounts:me"))]


def own_assessment(person: Any, campaign: Campaign | None) -> int | None:
    """The branch that the person answers for as secretary or clerk, in the campaign; the first where there are more."""
    offices = reach_of(person).offices
    paths = [office.path for office in offices if office.role in {Role.SECRETARY, Role.CLERK}]
    if campaign is None or not paths:
        return None
    return campaign.assessments.filter(path__in=paths).order_by("order_path").values_list("pk", flat=True).first()


def office_line(person) -> str:
    """Where and what the person is: the first office of the official order."""
    held = Appointment.objects.on(timezone.localdate()).filter(person=person).select_related("node").first()
    if held is None:
        return _("superuser") if person.is_superuser else ""
    return f"{held.node.name} · {held.title or held.get_role_display()}"


def links(person) -> list[dict]:
    """Pages beside the main way: people, jobs, the audit record, the interface."""
    reach = reach_of(person)
    found = [("user", _("My account"), reverse("accounts:me"))]
    if reach.has(Power.PEOPLE):
        found.append(("users", _("People and offices"), reverse("organisations:person-list")))
    if reach.has(Power.OPERATE):
        found.append(("refresh", _("Jobs"), reverse("reports:jobs")))
    if reach.has(Power.AUDIT):
        found.append(("history", _("Audit record"), reverse("reports:audit")))
    found.append(("external-link", _("Interface (REST)"), reverse("api-docs")))
    return [{"icon": icon, "label": label, "url": url} for icon, label, url in found]


def running_jobs(person) -> dict:
    """How many jobs run or wait in the person's reach, and the first of them."""
    reach = reach_of(person)
    if not reach.has(Power.OPERATE):
        return {"count": 0}
    unfinished = list(Job.objects.unfinished().below(reach.paths(Power.OPERATE)).order_by("-status", "pk")[:20])
    if not unfinished:
        return {"count": 0}
    first = unfinished[0]
    share = first.share
    return {"count": len(unfinished), "text": first.title, "share": share, "url": reverse("reports:jobs")}
