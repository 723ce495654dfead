"""Somebody at a real browser: goes to pages, signs in, and notices whatever a page should not do."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from apps.accounts.models import User
from tests import factories

AXE = (Path(__file__).parent / "axe.min.js").read_text()
DESK, PHONE, NARROW = (1440, 900), (390, 844), (360, 740)
PATIENCE = 30_000
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Charts fit once their library has come and drawn.
FITS_WITHIN = PATIENCE
SOON = """() => new Promise(done => {
  const last = performance.now() + %d;
  const look = () => (%s) ? done(true) : performance.now() > last ? done(false) : setTimeout(look, 20);
  look();
})"""


def soon(page: Page, truth: str, within: int = PATIENCE) -> bool:
    """Whether a JavaScript expression is true in the page, at once or within so many milliseconds.

    One promise, since Playwright's `wait_for_function` asks again by `eval`, which our pages' policy refuses.
    """
    return page.evaluate(SOON % (within, truth))


class Visitor:
    """One browser window on the live server. Every page it ends on is looked over; `complaints` must stay empty.

    `expected` holds the refusals (422, 404 …) that the journey brings about on purpose.
    """

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base, self.complaints, self.expected = page, base, [], set()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.hear(message.type, message.text))
        page.on("pageerror", lambda error: self.hear("error", str(error)))
        page.on("request", lambda request: self.watch(request.url))
        page.on("response", lambda response: self.hear_status(response.status, response.url))

    def hear(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.complaints.append(f"{urlsplit(self.page.url).path}: {text}")

    def hear_status(self, status: int, url: str) -> None:
        if status >= 400 and status not in self.expected:
            self.complaints.append(f"{status} {url}")

    def watch(self, url: str) -> None:
        """Note a request to any other host."""
        asked = urlsplit(url)
        if asked.scheme not in {"data", "blob"} and asked.netloc != urlsplit(self.base).netloc:
            self.complaints.append(f"asked another host: {url}")

    @property
    def path(self) -> str:
        """Where the window stands."""
        return self.page.url.removeprefix(self.base)

    def go(self, path: str) -> "Visitor":
        """Open a page and look it over."""
        self.page.goto(self.base + path)
        return self.look()

    def press(self, text: str, *, role: str = "button") -> "Visitor":
        """Press the one button or link of the page with these words, once its scripts have run."""
        self.settle()
        self.page.get_by_role(role, name=text, exact=True).click()
        return self

    def follow(self, text: str) -> "Visitor":
        """Follow the link with these words, and look over where it leads."""
        return self.press(text, role="link").look()

    def settle(self) -> "Visitor":
        """The page that a click led to is whole and its scripts run: before, keys and what is typed may go unheard."""
        self.page.wait_for_load_state()
        return self

    def look(self) -> "Visitor":
        """The page is no wider than the window, once charts have drawn themselves to its size."""
        self.settle()
        if not soon(self.page, f"{BEYOND} <= 0", FITS_WITHIN):
            width, size = self.page.evaluate(BEYOND), self.page.viewport_size["width"]
            self.complaints.append(f"{self.path} is {width} px wider than {size}")
        return self

    def size(self, size: tuple[int, int]) -> "Visitor":
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        return self

    def heading(self, text: str) -> None:
        """The page's own heading says this, at once or soon, and the rest of the page has come as well."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text, timeout=PATIENCE)
        self.settle()

    def saved(self) -> None:
        """The server has all that was typed into this page's sheet: the words alone may still mean what was before."""
        assert soon(self.page, "!starbranch.outbox.pending(document.querySelector('form[data-sheet]')).length")
        expect(self.page.locator("[data-save-state]")).to_have_class("save-state ok")

    def sign_in(self, person: User, password: str = factories.PASSWORD) -> "Visitor":
        """Through the door, as everybody."""
        self.go("/accounts/login/")
        self.page.fill("[name=login]", person.username)
        self.page.fill("[name=password]", password)
        self.press("登录")
        self.page.wait_for_url(lambda url: "login" not in url)
        return self.look()

    def violations(self, *rules: str) -> list[str]:
        """What axe finds on the page, with the element it means; by all its rules where none is named."""
        self.settle()
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
        found = self.page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
