"""What do the pages look like? Serves a fresh demonstration and keeps a picture of each page in docs/screenshots.

Each person signs in with the one-time password of the first start, as a person would; `further` brings the house a
little ahead in its year, `later` another step.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from starbranch.local.addresses import next_free
from tests.launchers import chromium

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "docs" / "screenshots"
HOST, FIRST_PORT = "127.0.0.1", 8740
DESK, PHONE = (1440, 900), (390, 844)
OWN = "plum-ferry-71-lantern"
SLIP = re.compile(r"^\s{2}([a-z]+)\s+([a-z0-9]{4}(?:-[a-z0-9]{4})+)\s", re.MULTILINE)
READY = "ready at "
QUALITY = 68
BASE = "/c/demonstration-2025/"
TO_SELF = "nav a[href*='/self/'] >> visible=true"


@dataclass(frozen=True)
class Shot:
    """One page as one person sees it; `follow` is a link to take from `path`, and more of its address.

    `press` is what to press there, one after the other; `later`: after `later.go_later`, whose slip `path` may name.
    """

    name: str
    person: str
    path: str
    follow: str = ""
    dark: bool = False
    english: bool = False
    phone_only: bool = False
    desk_only: bool = False
    press: tuple[str, ...] = ()
    later: bool = False


@dataclass(frozen=True)
class House:
    """What is served: where, with which settings, and the password of each person who has a slip for the first time."""

    address: str
    environment: dict[str, str]
    passwords: dict[str, str]


NEXT = "[data-ballot] .ballot-foot .main >> visible=true"
SATISFIED = ".ballot-options >> visible=true >> label >> nth=1"
ANSWERED = (NEXT, *(SATISFIED, NEXT) * 5)
SCORERS = f"{BASE}scorers/"

SHOTS = [
    Shot("10-signin", "", "/accounts/login/"),
    Shot("01-dashboard", "leader", BASE),
    Shot("01-dashboard-dark", "leader", BASE, dark=True, desk_only=True),
    Shot("02-league", "leader", f"{BASE}league/"),
    Shot("03-scoring", "staff", f"{BASE}sheets/", follow="main a[href*='/superior/'] >> nth=4"),
    Shot("03-scoring-list", "staff", f"{BASE}sheets/"),
    Shot("04-self", "secretary", BASE, follow=TO_SELF),
    Shot("04-self-dark", "secretary", BASE, follow=TO_SELF, dark=True, phone_only=True),
    Shot("04-self-submit", "secretary", BASE, follow=f"{TO_SELF}|check/"),
    Shot("05-branch", "secretary", BASE, follow="nav a[href*='/branches/'] >> visible=true"),
    Shot("07-campaign", "staff", f"{BASE}campaign/"),
    Shot("12-error", "staff", "/nowhere/"),
    Shot("13-parts", "staff", "/parts/?theme=light"),
    Shot("13-parts-dark", "staff", "/parts/?theme=dark", desk_only=True),
    Shot("14-import-start", "staff", f"{BASE}imports/"),
    Shot("15-unit", "reviewer", BASE, follow="nav a[href*='/check/'] >> visible=true"),
    Shot("23-dashboard-en", "leader", BASE, english=True, desk_only=True),
    Shot("23-self-en", "secretary", BASE, follow=TO_SELF, english=True, phone_only=True),
    Shot("25-todo", "staff", "/todo/"),
    Shot("26-jobs", "staff", "/jobs/"),
    Shot("15-handovers", "staff", f"{BASE}handovers/?state=missing"),
    Shot("20-sites", "staff", "/programmes/sites/"),
    Shot("20-candidate", "staff", "/programmes/sites/", follow="tbody th a >> nth=0"),
    Shot("20-gate", "staff", "/programmes/sites/batches/3/gates/4/"),
    Shot("20-naming", "staff", "/programmes/sites/titles/naming/3/"),
    Shot("20-titles", "staff", "/programmes/sites/titles/"),
    Shot("20-title", "staff", "/programmes/sites/titles/", follow="tbody th a >> nth=0"),
    Shot("20-plaque", "", "/plaques/list/sites/", follow="tbody th a >> nth=0", phone_only=True),
    Shot("21-visits", "staff", f"{BASE}visits/"),
    Shot("21-day", "staff", f"{BASE}visits/1/"),
    Shot("21-visit", "staff", f"{BASE}visits/stops/2/", phone_only=True),
    Shot("21-visit-sign", "secretary", f"{BASE}visits/stops/1/sign/", phone_only=True),
    Shot("21-visit-plan", "staff", f"{BASE}visits/new/", desk_only=True),
    Shot("audit", "staff", "/audit/"),
    Shot("alike", "reviewer", f"{BASE}alike/"),
    Shot("alike-pair", "reviewer", f"{BASE}alike/", follow=".pair-row"),
    Shot("documents", "staff", "/campaigns/demonstration-2025/documents/"),
    Shot("extensions", "staff", "/campaigns/demonstration-2025/extensions/"),
    Shot("gaps-own", "secretary", f"{BASE}gaps/"),
    Shot("keeping", "staff", "/keeping/"),
    Shot("road", "staff", "/roads/", follow="main a[href*='/roads/'] >> nth=-1"),
    Shot("shelf", "secretary", "/branches/", follow="main th a[href*='/branches/']|proof/"),
    Shot("working-days", "staff", "/working-days/"),
    Shot("me", "staff", "/accounts/me/"),
    Shot("organisations", "staff", "/organisations/"),
    Shot("people", "staff", "/organisations/people/"),
    Shot("campaigns", "staff", "/campaigns/"),
    Shot("rulebook", "staff", "/rulebooks/", follow="main a[href*='/rulebooks/'] >> nth=0"),
    Shot("reminders-own", "staff", "/todo/reminders/"),
    Shot("reminders", "staff", "/todo/messages/", follow=".page-head a[href*='/todo/reminders/']"),
    Shot("messages", "staff", "/todo/messages/"),
    Shot("remind", "staff", "/todo/remind/demonstration-2025/hand-over/"),
    Shot("made-up-province", "staff", "/demonstration/"),
    Shot("assignment", "staff", f"{BASE}assignment/?party=superior&try=1&anew=1", later=True),
    Shot("marking-own", "staff", f"{SCORERS}me/", later=True),
    Shot("16-ballot-welcome", "", "/v/#{slip}", phone_only=True, later=True),
    Shot("16-ballot-question", "", "/v/#{slip}", phone_only=True, later=True, press=(NEXT, SATISFIED)),
    Shot("16-ballot-look", "", "/v/#{slip}", phone_only=True, later=True, press=ANSWERED),
    Shot("16-ballot-done", "", "/v/#{slip}", phone_only=True, later=True, press=(*ANSWERED, "[data-cast]")),
    Shot("16-turnout", "staff", f"{BASE}ballot/", later=True),
    Shot("16-questions", "staff", f"{BASE}ballot/questions/", later=True),
    Shot("16-slips", "reviewer", f"{BASE}ballot/slips/", follow="main th a", later=True),
    Shot("16-pile", "reviewer", f"{BASE}ballot/papers/", follow="main li a >> nth=1", later=True),
    Shot("scorers", "staff", SCORERS, later=True),
    Shot("scorers-invited", "staff", f"{SCORERS}invitations/", later=True),
    Shot("marked-twice", "staff", f"{SCORERS}draw/", desk_only=True, later=True),
    Shot("marked-twice-pair", "staff", f"{SCORERS}draw/", follow="main th a", later=True),
    Shot("agreement", "staff", f"{BASE}agreement/", later=True),
    Shot("leniency", "staff", f"{SCORERS}leniency/", later=True),
    Shot("guest-interest", "expert-1", "/panel/", follow=".page-head .actions a", later=True),
]


def main(names: list[str]) -> int:
    """Exit code 0 once every picture asked for is taken; all of them where none is named."""
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as house, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.find(), args=list(chromium.QUIET))
        take_by_person(browser, house, [shot for shot in wanted if not shot.later])
        if any(shot.later for shot in wanted):
            slip = further(house.environment, "later", "go_later").strip()
            later = [replace(shot, path=shot.path.format(slip=slip)) for shot in wanted if shot.later]
            take_by_person(browser, house, later)
        browser.close()
    return 0


def take_by_person(browser: Browser, house: House, shots: list[Shot]) -> None:
    """All pictures of one person one after the other, so that each signs in once."""
    for person in dict.fromkeys(shot.person for shot in shots):
        take_all(browser, house, [shot for shot in shots if shot.person == person], person)


@contextmanager
def served() -> Iterator[House]:
    """A house of its own with the demonstration, a little further in its year."""
    port = next_free(HOST, FIRST_PORT)
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "starbranch.supervise", "--port", str(port)]
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        environment = kept | {"STARBRANCH_HOME": home}
        process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            slips = slips_of(process)
            further(environment, "further", "go_further")
            broker = {"REDIS_URL": f"unix://{home}/run/broker.sock?db=0"}
            yield House(f"http://{HOST}:{port}", environment | broker, slips)
        finally:
            process.terminate()
            process.wait()


def further(environment: dict[str, str], module: str, act: str) -> str:
    """Do what the first start leaves out, with the house's own settings; gives what was printed."""
    code = f"from tests.launchers.{module} import {act}; print({act}() or '')"
    command = [sys.executable, "manage.py", "shell", "-v0", "--settings", "starbranch.settings.local", "-c", code]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def slips_of(process: subprocess.Popen) -> dict[str, str]:
    """What the first start prints, up to the line that says it serves."""
    said = ""
    for line in process.stdout or ():
        said += line
        if READY in line:
            return dict(SLIP.findall(said))
    raise SystemExit(said or "the demonstration did not start")


def take_all(browser: Browser, house: House, shots: list[Shot], person: str) -> None:
    context = browser.new_context(
        base_url=house.address, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    page = context.new_page()
    if person:
        enter(page, person, house.passwords.pop(person, OWN))
    for shot in sorted(shots, key=lambda one: one.english):
        if shot.english:
            speak_english(page)
        for size in sizes(shot):
            take(page, shot, size)
    context.close()


def enter(page: Page, person: str, password: str) -> None:
    """Through the door with the slip, and an own password at once; or with the own password."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", person)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    if password == OWN:
        page.wait_for_url(lambda url: "login" not in url)
        return
    page.fill("[name=oldpassword]", password)
    page.fill("[name=password1]", OWN)
    page.fill("[name=password2]", OWN)
    page.press("[name=password2]", "Enter")
    page.wait_for_url(lambda url: "password" not in url)


def speak_english(page: Page) -> None:
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.goto("/accounts/me/")
    if page.locator("html").get_attribute("lang") != "en":
        page.locator("details.person summary").click()
        page.get_by_role("button", name="English").first.click()
        page.wait_for_load_state()


def forget_answers(page: Page) -> None:
    """What the phone kept of the ballot before."""
    page.goto("/v/")
    page.evaluate("localStorage.clear()")


def sizes(shot: Shot) -> list[tuple[int, int]]:
    return [PHONE] if shot.phone_only else [DESK] if shot.desk_only else [DESK, PHONE]


def take(page: Page, shot: Shot, size: tuple[int, int]) -> None:
    """One picture of the whole page."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if shot.dark else "light")
    if "#" in shot.path:
        forget_answers(page)
    page.goto(shot.path)
    first, _bar, more = shot.follow.partition("|")
    if first:
        page.goto((page.locator(first).first.get_attribute("href") or "") + more)
    if "#" in shot.path:
        page.wait_for_selector(NEXT)
    for pressed in shot.press:
        page.click(pressed)
    page.wait_for_load_state()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    # What sticks to the foot of the window belongs at the foot of the picture.
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size[0], "height": max(whole, size[1])})
    page.evaluate("scrollTo(0, 0)")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.save(FOLDER / f"{shot.name}-{size[0]}.webp", quality=QUALITY, method=6)
    print(f"{shot.name}-{size[0]}.webp", *picture.size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
