"""What do the pages look like? Serves a fresh demonstration and keeps a picture of each page in docs/screenshots.

Each person signs in with the one-time password of the first start, as a person would; `further` brings the house a
little ahead in its year, `later` another step. `published` makes its results public, in a second house.
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
from tests.launchers.shots import NEXT, SHOTS, Shot

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "docs" / "screenshots"
HOST, FIRST_PORT = "127.0.0.1", 8740
DESK, PHONE = (1440, 900), (390, 844)
OWN = "plum-ferry-71-lantern"
SLIP = re.compile(r"^\s{2}([a-z]+)\s+([a-z0-9]{4}(?:-[a-z0-9]{4})+)\s", re.MULTILINE)
READY = "ready at "
QUALITIES, MOST_BYTES = (68, 56, 44, 34), 120_000
DRAWN = 1920


@dataclass(frozen=True)
class House:
    """What is served: where, with which settings, and the password of each person who has a slip for the first time."""

    address: str
    environment: dict[str, str]
    passwords: dict[str, str]


def main(names: list[str]) -> int:
    """Exit code 0 once every picture asked for is taken; all of them where none is named."""
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.find(), args=list(chromium.QUIET))
        if internal := [shot for shot in wanted if not shot.public]:
            take_internal(browser, internal)
        if public := [shot for shot in wanted if shot.public]:
            take_public(browser, public)
        browser.close()
    return 0


def take_internal(browser: Browser, wanted: list[Shot]) -> None:
    """The pages of a house whose results nobody has published."""
    with served() as house:
        take_by_person(browser, house, [shot for shot in wanted if not shot.later])
        if later := [shot for shot in wanted if shot.later]:
            slip = further(house.environment, "later", "go_later").strip()
            take_by_person(browser, house, [replace(shot, path=shot.path.format(slip=slip)) for shot in later])


def take_public(browser: Browser, wanted: list[Shot]) -> None:
    """The pages of a house whose results are public."""
    with served() as house:
        token, english = further(house.environment, "published", "go_public").split()
        shots = [replace(shot, path=shot.path.format(token=token, english=english)) for shot in wanted]
        take_by_person(browser, house, shots)


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
    if shot.wall:
        return [shot.wall]
    return [PHONE] if shot.phone_only else [DESK] if shot.desk_only else [DESK, PHONE]


def take(page: Page, shot: Shot, size: tuple[int, int]) -> None:
    """One picture of the whole page; a wall's is drawn smaller."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if shot.dark else "light")
    if "#" in shot.path:
        forget_answers(page)
    page.goto(shot.path)
    for step in filter(None, shot.follow.split(" -> ")):
        link, _bar, more = step.partition("|")
        page.goto((page.locator(link).first.get_attribute("href") or "") + more)
    if "#" in shot.path:
        page.wait_for_selector(NEXT)
    for pressed in shot.press:
        page.click(pressed)
    page.wait_for_load_state()
    page.evaluate("document.activeElement.blur()")
    if not shot.wall:  # A pointer that moves wakes its buttons.
        page.mouse.move(0, 0)
    # What sticks to the foot of the window belongs at the foot of the picture.
    whole = size[1] if shot.wall else page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size[0], "height": max(whole, size[1])})
    page.evaluate("scrollTo(0, 0)")
    wait_for_charts(page)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    if shot.wall:
        picture.thumbnail((DRAWN, DRAWN))
    name = f"{shot.name}-{size[0]}.webp"
    (FOLDER / name).write_bytes(compressed(picture))
    print(name, *picture.size)


def compressed(picture: Image.Image) -> bytes:
    """As fine as a small file allows; of a list that is too long for any, the upper part."""
    held = b""
    for quality in QUALITIES:
        written = io.BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        held = written.getvalue()
        if len(held) <= MOST_BYTES:
            return held
    return compressed(picture.crop((0, 0, picture.width, picture.height * 4 // 5)))


def wait_for_charts(page: Page) -> None:
    """Charts draw themselves once they are in sight."""
    for chart in page.locator("[data-chart]").all():
        chart.locator("canvas").wait_for()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
