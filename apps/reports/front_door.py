"""What the sign-in page may show to everybody: the last finished campaign as dots, without anybody's name."""

from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.campaigns.choices import CampaignKind, Status
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.selectors import shown_runs
from apps.reports.present import Presenter

MINUTES = 10


def front_door(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `last_map` on the sign-in page, nothing elsewhere."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name != "account_login":
        return {}
    key = f"front-door-{get_language()}"
    found = cache.get(key)
    if found is None:
        found = last_map() or {}
        cache.set(key, found, MINUTES * 60)
    return {"last_map": found} if found else {}


def last_map() -> dict[str, Any] | None:
    """The newest campaign that is over, or the demonstration; an open one is nobody's business before its notice."""
    over = Q(status__in=[Status.CLOSED, Status.SEALED]) | Q(is_demonstration=True)
    runs = shown_runs(Campaign.objects.filter(over, kind=CampaignKind.RATING)).filter(branches__gt=0)
    runs = runs.select_related("rulebook_version", "campaign")
    run = runs.order_by("campaign__is_demonstration", "-campaign__year", "-campaign__pk").first()
    if run is None:
        return None
    show = Presenter.of(rulebook_of(run.rulebook_version))
    caption = _("%(n)s branches, one dot each. The nearer the middle, the better the place.")
    if run.campaign.is_demonstration:
        caption = _("%(n)s made-up branches, one dot each. The nearer the middle, the better the place.")
    dots = list(run.results.order_by("position").values_list("level", flat=True))
    return {
        "zones": [{"name": "", "dots": dots}],
        "levels": [{"name": show.level_name(level), "rated": level.rated} for level in show.rules.outcomes],
        "caption": caption % {"n": run.branches},
    }
