"""Every change of a hall screen: set one up, change it, give it a new address, withdraw it."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.models import Campaign
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.reports.choices import HallPage
from apps.reports.models import Screen

SECONDS, FEWEST_SECONDS, MOST_SECONDS = 30, 10, 600
LONGEST = timedelta(days=400)
MOST_SCREENS = 20
TOKEN_BYTES = 32
KEY_SIGNS, KEY_LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8


@dataclass(frozen=True)
class Wishes:
    """What a screen is to show: `pages` by value of `HallPage`, `seconds` each, until the day `ends_on` is over."""

    name: str
    pages: Sequence[str]
    ends_on: date
    seconds: int = SECONDS
    shows_marks: bool = False
    language: str = settings.LANGUAGE_CODE


def token_of(address: str) -> str:
    """What the table keeps of a secret address: 256 random bits need no key besides."""
    return hashlib.sha256(address.encode()).hexdigest()


@transaction.atomic
def create_screen(actor: Any, campaign: Campaign, wishes: Wishes) -> tuple[Screen, str]:
    """A new screen and the secret part of its address, which is told this once."""
    authorise(actor, "campaigns.change_campaign", campaign)
    check(wishes)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.screens.standing().count() >= MOST_SCREENS:
        message = _("A campaign has at most %(n)s screens. Withdraw one first.")
        raise Refused(message % {"n": MOST_SCREENS}, code="too-many")
    address, key = secrets.token_urlsafe(TOKEN_BYTES), get_random_string(KEY_LENGTH, KEY_SIGNS)
    screen = Screen(campaign=campaign, token=token_of(address), key=key, by_name=actor.name)
    write(screen, wishes)
    record(actor, "screen.made", screen, node_path=campaign.committee.path, after=summary(screen))
    return screen, address


@transaction.atomic
def change_screen(actor: Any, screen: Screen, wishes: Wishes) -> Screen:
    """Other pages, another pace, another last day; the address stays."""
    row = opened(actor, screen)
    check(wishes)
    before = summary(row)
    write(row, wishes)
    path = row.campaign.committee.path
    record(actor, "screen.changed", row, node_path=path, before=before, after=summary(row))
    return row


@transaction.atomic
def renew_screen(actor: Any, screen: Screen) -> tuple[Screen, str]:
    """A new secret address; the one before opens nothing from now on."""
    row = opened(actor, screen)
    address = secrets.token_urlsafe(TOKEN_BYTES)
    row.token = token_of(address)
    row.save(update_fields=["token", "changed_at"])
    record(actor, "screen.renewed", row, node_path=row.campaign.committee.path)
    return row, address


@transaction.atomic
def withdraw_screen(actor: Any, screen: Screen) -> Screen:
    """Both its addresses open nothing any more; a wall that shows it goes dark at its next question."""
    row = opened(actor, screen)
    row.token, row.withdrawn_at = None, timezone.now()
    row.save(update_fields=["token", "withdrawn_at", "changed_at"])
    record(actor, "screen.withdrawn", row, node_path=row.campaign.committee.path)
    return row


def opened(actor: Any, screen: Screen) -> Screen:
    """The row, held; refuses another office, and what was withdrawn (409)."""
    authorise(actor, "campaigns.change_campaign", screen.campaign)
    rows = Screen.objects.select_related("campaign__committee").select_for_update(of=("self",))
    row = rows.get(pk=screen.pk)
    if row.withdrawn_at:
        raise Refused(_("This screen was withdrawn. Set up a new one."), code="withdrawn")
    return row


def check(wishes: Wishes) -> None:
    """A name, a page at least, a pace that can be read, and a day that comes."""
    today = timezone.localdate()
    if not wishes.name.strip():
        raise Invalid(_("Give the screen a name."), details={"name": [""]})
    if not wishes.pages or set(wishes.pages) - set(HallPage.values):
        raise Invalid(_("Choose at least one of the pages."), details={"pages": [""]})
    if not FEWEST_SECONDS <= wishes.seconds <= MOST_SECONDS:
        words = {"least": FEWEST_SECONDS, "most": MOST_SECONDS}
        raise Invalid(_("From %(least)s to %(most)s seconds.") % words, details={"seconds": [""]})
    if not today <= wishes.ends_on <= today + LONGEST:
        message = _("The last day is today or later, within %(n)s days.")
        raise Invalid(message % {"n": LONGEST.days}, details={"ends_on": [""]})
    if wishes.language not in dict(settings.LANGUAGES):
        raise Invalid(_("Choose one of the languages."), details={"language": [""]})


def write(screen: Screen, wishes: Wishes) -> None:
    screen.name, screen.seconds, screen.ends_on = wishes.name.strip(), wishes.seconds, wishes.ends_on
    screen.pages = [page for page in HallPage.values if page in wishes.pages]
    screen.shows_marks, screen.language = wishes.shows_marks, wishes.language
    screen.save()


def summary(screen: Screen) -> dict[str, Any]:
    """What the record keeps of a screen; never its address."""
    return {
        "name": screen.name,
        "pages": screen.pages,
        "seconds": screen.seconds,
        "marks": screen.shows_marks,
        "language": screen.language,
        "until": screen.ends_on.isoformat(),
    }
