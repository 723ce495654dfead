"""What stands around every page: rail, tabs, campaign switch, stage, person, running jobs."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from apps.assessments.checkers import CHECKERS
from apps.assessments.guests import is_guest
from apps.campaigns.choices import CampaignKind, StageKind
from apps.campaigns.models import Campaign, CampaignQuerySet
from apps.campaigns.selectors import current_stage
from apps.demonstrations.models import Programme
from apps.jobs.models import Job
from apps.ledgers.selectors import has_ledgers
from apps.organisations.choices import Power, Role
from apps.organisations.models import Appointment, Node, reach_of
from apps.reports.programme_switch import programme_here, way_back
from apps.workflow.bell import bell_of

SESSION_KEY = "campaign"
SHOWN_CAMPAIGNS = 20
# Pages that belong to a rail item though their address begins otherwise; {slug} is the campaign's.
BESIDE = {
    "building": ("/branches/", "/rosters/"),
    "gauge": ("/c/{slug}/criteria/", "/c/{slug}/health/"),
    "book-2": ("/c/{slug}/whatif/",),
    "trophy": ("/c/{slug}/branches/", "/c/{slug}/compare/", "/c/{slug}/units/", "/c/{slug}/zones/", "/c/{slug}/noise/"),
    "pencil-check": ("/c/{slug}/imports/", "/c/{slug}/visits/"),
    "speakerphone": ("/c/{slug}/objections/", "/c/{slug}/screen/"),
    "calendar-event": (
        "/roads/",
        "/working-days/",
        "/c/{slug}/campaign/",
        "/c/{slug}/reports/",
        "/c/{slug}/ballot/",
        "/c/{slug}/handovers/",
        "/c/{slug}/scorers/",
        "/c/{slug}/assignment/",
        "/c/{slug}/agreement/",
        "/c/{slug}/burden/",
        "/c/{slug}/refinements/",
        "/c/{slug}/exchange/",
        "/c/{slug}/decisions/",
        "/c/{slug}/vetoes/",
    ),
}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome`, made only when a template asks for it."""
    return {"chrome": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"theme": "", "rail": [], "tabs": [], "campaigns": []}
    if is_guest(person):
        return guests_chrome(person)
    seen = Campaign.objects.visible_to(person).select_related("committee")
    campaigns = list(seen.ratings().newest_first()[:SHOWN_CAMPAIGNS])
    campaign = gate_here(request, seen, campaigns) or chosen(request, campaigns)
    rail = rail_items(request, campaign)
    around = {
        "theme": person.theme,
        "rail": rail,
        "tabs": tabs(request, rail),
        "campaigns": [
            {"name": c.name, "url": reverse("reports:dashboard", args=[c.slug]), "current": c == campaign}
            for c in campaigns
        ],
        "campaign": campaign,
        "stage": stage_line(campaign) if campaign else "",
        "person": {
            "name": person.name,
            "initial": person.name[:1],
            "office": office_line(person),
            "links": links(person),
        },
        "jobs": running_jobs(person),
        "search_url": reverse("reports:search"),
        "todo": {"bell": bell_of(person), "url": reverse("reports:todo")},
    }
    return around | way_back(campaign) | programme_here(request)


def guests_chrome(person: Any) -> dict[str, Any]:
    """What stands around a guest's pages: the own account alone."""
    account = {"icon": "user", "label": _("My account"), "url": reverse("accounts:me")}
    named = {"name": person.name, "initial": person.name[:1], "office": "", "links": [account]}
    return {"theme": person.theme, "rail": [], "tabs": [], "campaigns": [], "person": named}


def stage_line(campaign: Campaign) -> str:
    """The stage that runs, and which of how many it is."""
    prefetch_related_objects([campaign], "stages")
    stages = list(campaign.stages.all())
    stage = current_stage(campaign)
    if stage is None:
        return ""
    words = {"n": stages.index(stage) + 1, "m": len(stages), "stage": stage}
    return _("Stage %(n)s/%(m)s · %(stage)s") % words


def chosen(request: HttpRequest, campaigns: list[Campaign]) -> Campaign | None:
    """The campaign of the address, else the one looked at last, else the newest."""
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    slug = slug or request.session.get(SESSION_KEY)
    found = next((campaign for campaign in campaigns if campaign.slug == slug), None)
    if found and request.session.get(SESSION_KEY) != found.slug:
        request.session[SESSION_KEY] = found.slug
    return found or (campaigns[0] if campaigns else None)


def gate_here(request: HttpRequest, seen: CampaignQuerySet, campaigns: list[Campaign]) -> Campaign | None:
    """The gate of a selection whose page this is; it stands in no list of campaigns."""
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    if not request.path.startswith("/c/") or any(campaign.slug == slug for campaign in campaigns):
        return None
    return seen.filter(slug=slug, kind=CampaignKind.GATE).first()


def rail_items(request: HttpRequest, campaign: Campaign | None) -> list[dict]:
    """Only what exists and what the person may open; one's own branch comes first."""
    person, reach = request.user, reach_of(request.user)
    items = own_items(person, campaign) + unit_items(person, campaign)
    if campaign:
        slug = campaign.slug
        if person.has_perm("campaigns.compare_branches", campaign):
            items.append(("gauge", _("Overview"), reverse("reports:dashboard", args=[slug])))
        items.append(("trophy", _("League"), reverse("reports:league", args=[slug])))
        if reach.has(Power.MARK):
            items.append(("pencil-check", _("Score"), reverse("assessments:sheet-list", args=[slug])))
        items += notice_items(person, campaign)
    if reach.has(Power.CAMPAIGN) or campaign:
        items.append(("calendar-event", _("Campaign"), reverse("campaigns:list")))
    if Programme.objects.visible_to(person).exists():
        items.append(("award", _("Models"), reverse("demonstrations:list")))
    items.append(("book-2", _("Rules"), reverse("criteria:list")))
    if has_ledgers(person):
        items.append(("list-check", _("Ledgers"), reverse("ledgers:home")))
    items.append(("building", _("Units"), reverse("organisations:list")))
    slug = campaign.slug if campaign else ""
    found = [rail_item(request, icon, label, url, slug) for icon, label, url in items]
    nearest = max((len(item["url"]) for item in found if item["current"]), default=0)
    return [item | {"current": item["current"] and len(item["url"]) == nearest} for item in found]


def notice_items(person: Any, campaign: Campaign) -> list[tuple[str, str, str]]:
    """The public notice, where the campaign has such a stage and the person compares its branches."""
    prefetch_related_objects([campaign], "stages")
    if not any(stage.kind == StageKind.NOTICE for stage in campaign.stages.all()):
        return []
    if not person.has_perm("campaigns.compare_branches", campaign):
        return []
    return [("speakerphone", _("Notices"), reverse("notices:desk", args=[campaign.slug]))]


def own_items(person: Any, campaign: Campaign | None) -> list[tuple[str, str, str]]:
    """The branch that the person answers for in this campaign: its page and its self-assessment."""
    own = own_assessment(person, campaign)
    if own is None:
        return []
    return [
        ("home", _("My branch"), reverse("reports:branch", args=[campaign.slug, own])),
        ("pencil", _("Self-mark"), reverse("assessments:self", args=[campaign.slug, own])),
    ]


def unit_items(person: Any, campaign: Campaign | None) -> list[tuple[str, str, str]]:
    """The unit whose branches the person checks as its reviewer: its page, and the check."""
    paths = [office.path for office in reach_of(person).offices if office.role in CHECKERS]
    if not paths:
        return []
    items = []
    unit = Node.objects.filter(path__in=paths).in_order().values_list("pk", flat=True).first()
    if unit:
        items.append(("home", _("My unit"), reverse("organisations:node", args=[unit])))
    if campaign:
        items.append(("clipboard-list", _("Check"), reverse("assessments:unit-list", args=[campaign.slug])))
    return items


def rail_item(request: HttpRequest, icon: str, label: str, url: str, slug: str = "") -> dict:
    beside = tuple(start.format(slug=slug) for start in BESIDE.get(icon, ()))
    is_own = request.path == url if icon == "gauge" else request.path.startswith(url)
    current = is_own or request.path.startswith(beside)
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
    elif reach.has(Power.RESET):
        found.append(("users", _("People of my unit"), reverse("organisations:my-people")))
    if reach.has(Power.CAMPAIGN):
        found.append(("trash", _("Keeping of proof"), reverse("keeping:home")))
    if reach.has(Power.OPERATE):
        found.append(("refresh", _("Jobs"), reverse("reports:jobs")))
        found.append(("layout-grid", _("Parts and colours"), reverse("reports:parts")))
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
    return {
        "count": len(unfinished),
        "text": first.title,
        "share": first.share,
        "url": reverse("reports:jobs"),
        "refresh_url": reverse("reports:jobs-top"),
    }
