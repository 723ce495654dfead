"""S6 and S7: league page and dashboard on PostgreSQL, by size; and the league page when nothing has changed.

A page is asked for at the WSGI door, with sessions and bells in a real Valkey, by the clock. What is kept as bytes is
put aside for S6, so each page is made.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client, RequestFactory, override_settings

from apps.accounts.models import User
from apps.campaigns.models import Campaign
from apps.evaluations.models import CurrentRun, Run
from apps.evaluations.services import make
from apps.organisations.choices import Role
from apps.organisations.models import Node
from apps.organisations.services import appoint
from bench.constant import ADDRESS
from bench.scale import campaign_of, staff_of
from bench.timing import Figure
from tests.launchers.valkey import valkey

BASE = 10_000
ASKED, ROUNDS, UNCHANGED = 20, 2, 200
BACKEND = "apps.accounts.backends.NameOrMobileBackend"
REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache"}
NONE_KEPT = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
PAGES = {
    "dashboard": "",
    "league": "league/",
    "league of a zone": "league/?scope=zone",
    "league, level and missing star": "league/?level=2&missing=C",
    "league, page by key": "league/?after={middle}",
    "league, search": "league/?q=%E7%AC%AC{n}%E5%85%9A",
}
Ask = Callable[[], float]


def figures(sizes: Sequence[int]) -> Iterator[Figure]:
    """S6 for each size above the base, S7 for each."""
    call_command("collectstatic", verbosity=0, interactive=False)
    with ExitStack() as house:
        caches = settings.CACHES | {"default": REDIS | {"LOCATION": house.enter_context(valkey()).url()}}
        house.enter_context(override_settings(CACHES=caches, ROOT_URLCONF="bench.constant"))
        base = rated(BASE)
        for size in sizes:
            campaign = rated(size)
            if size != BASE:
                with override_settings(CACHES=caches | {"pages": NONE_KEPT}):
                    yield from by_size(campaign, base, size)
            yield unchanged(campaign, size)


def rated(branches: int) -> Campaign:
    """A campaign of that size with a working run."""
    campaign = campaign_of(branches)
    if not CurrentRun.objects.filter(campaign=campaign).exists():
        make(Run(campaign=campaign, rulebook_version=campaign.rulebook_version), lambda *_: None)
    return campaign


def by_size(campaign: Campaign, base: Campaign, size: int) -> Iterator[Figure]:
    """Each page for staff and for a leader: the time that 95 of 100 stay below, against the same at the base."""
    for who, person_of in (("staff", staff_of), ("leader", leader_of)):
        for title, address in PAGES.items():
            doors = [door(person_of(one), one, address) for one in (campaign, base)]
            ours, reference = slow_of(doors)
            yield Figure("S6", f"{title}, {who}, {size:,} branches", ours, f"{BASE:,} branches", reference, 1.3, n=size)


def slow_of(doors: Sequence[Ask]) -> list[float]:
    """The 95th percentile of each door, asked by turns; the least of some rounds, as others work on the machine."""
    found: list[list[float]] = [[] for _ in doors]
    for _ in range(ROUNDS):
        taken: list[list[float]] = [[] for _ in doors]
        for _ in range(ASKED):
            for times, ask in zip(taken, doors, strict=True):
                times.append(ask())
        for times, worst in zip(taken, found, strict=True):
            worst.append(sorted(times)[ASKED * 95 // 100])
    return [min(worst) for worst in found]


def unchanged(campaign: Campaign, size: int) -> Figure:
    """Requests a second: the league page as its reader saw it last, sent whole, against a page that is always alike."""
    person = staff_of(campaign)
    doors = door(person, campaign, "league/"), door(person, campaign, ADDRESS)
    for _ in range(3):
        doors[0]()
    taken = [0.0, 0.0]
    for _ in range(UNCHANGED):
        for number, ask in enumerate(doors):
            taken[number] += ask()
    ours, reference = (UNCHANGED / seconds for seconds in taken)
    work = f"league page unchanged since last view, {size:,} branches"
    return Figure("S7", work, ours, "a constant page", reference, 0.6, n=size, unit="/s", is_least=True)


def leader_of(campaign: Campaign) -> User:
    """A person who leads the committee."""
    person, made = User.objects.get_or_create(username=f"{campaign.slug}-leader", defaults={"name": "leader"})
    if made:
        appoint(None, person=person, role=Role.LEADER, node=Node.objects.get(pk=campaign.committee_id))
    return person


def door(person: User, campaign: Campaign, address: str) -> Ask:
    """Asks for a page of the campaign, or of the house, as that person, and gives the seconds it took."""
    window = Client(SERVER_NAME="localhost")
    window.force_login(person, BACKEND)
    middle = campaign.current_run.run.branches // 2
    url = address if address == ADDRESS else f"/c/{campaign.slug}/{address.format(middle=middle, n=middle)}"
    window.get(url)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in window.cookies.items())
    application, factory = WSGIHandler(), RequestFactory(SERVER_NAME="localhost", HTTP_COOKIE=cookies)

    def ask() -> float:
        environ = factory.get(url).environ
        began = time.perf_counter()
        answer = application(environ, lambda *_: None)
        size = sum(len(part) for part in answer)
        answer.close()
        taken = time.perf_counter() - began
        if answer.status_code != 200 or not size:
            raise SystemExit(f"{url}: {answer.status_code}")
        return taken

    return ask
