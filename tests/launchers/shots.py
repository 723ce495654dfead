"""Which pages do the pictures show, as whom, and what is pressed there first?"""

from dataclasses import dataclass

BASE = "/c/demonstration-2025/"
TO_SELF = "nav a[href*='/self/'] >> visible=true"
TO_BRANCH = "nav a[href*='/branches/'] >> visible=true"
HALL, WIDE = (3840, 2160), (3840, 1080)


@dataclass(frozen=True)
class Shot:
    """One page as one person sees it; `follow` is a link to take from `path`, and more of its address after
    a bar; ` -> ` parts such steps.

    `press` is what to press there, one after the other; `later`: after `later.go_later`, whose slip `path` may name;
    `public`: after `published.go_public`, in a house of its own, whose screen `path` may name. `wall`: the size of a
    screen to which the page itself fits.
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
    public: bool = False
    wall: tuple[int, int] | None = None


NEXT = "[data-ballot] .ballot-foot .main >> visible=true"
SATISFIED = ".ballot-options >> visible=true >> label >> nth=1"
ANSWERED = (NEXT, *(SATISFIED, NEXT) * 5)
SCORERS = f"{BASE}scorers/"
GROUPS, UNIT = f"{BASE}groups/?by=unit", "main th a:has-text('市发改委')"
TO_COMPARISON = f"{UNIT} -> .page-head a[href*='/compare/']"
PUBLIC = "/public/demonstration-2025/"

SHOTS = [
    Shot("10-signin", "", "/accounts/login/"),
    Shot("01-dashboard", "leader", BASE),
    Shot("01-dashboard-dark", "leader", BASE, dark=True),
    Shot("02-league", "leader", f"{BASE}league/"),
    Shot("02-league-dark", "leader", f"{BASE}league/", dark=True),
    Shot("02-league-en", "leader", f"{BASE}league/", english=True),
    Shot("03-scoring", "staff", f"{BASE}sheets/", follow="main a[href*='/superior/'] >> nth=4"),
    Shot("03-scoring-list", "staff", f"{BASE}sheets/"),
    Shot("04-self", "secretary", BASE, follow=TO_SELF),
    Shot("04-self-dark", "secretary", BASE, follow=TO_SELF, dark=True, phone_only=True),
    Shot("04-self-submit", "secretary", BASE, follow=f"{TO_SELF}|check/"),
    Shot("05-branch", "secretary", BASE, follow=TO_BRANCH),
    Shot("05-branch-dark", "secretary", BASE, follow=TO_BRANCH, dark=True),
    Shot("05-branch-en", "secretary", BASE, follow=TO_BRANCH, english=True),
    Shot("07-campaign", "staff", f"{BASE}campaign/"),
    Shot("12-error", "staff", "/nowhere/"),
    Shot("13-parts", "staff", "/parts/?theme=light"),
    Shot("13-parts-dark", "staff", "/parts/?theme=dark", desk_only=True),
    Shot("14-import-start", "staff", f"{BASE}imports/"),
    Shot("15-unit", "reviewer", BASE, follow="nav a[href*='/check/'] >> visible=true"),
    Shot("23-dashboard-en", "leader", BASE, english=True),
    Shot("23-self-en", "secretary", BASE, follow=TO_SELF, english=True, phone_only=True),
    Shot("22-compare", "leader", GROUPS, follow=TO_COMPARISON),
    Shot("22-compare-dark", "leader", GROUPS, follow=TO_COMPARISON, dark=True),
    Shot("22-compare-en", "leader", GROUPS, follow=TO_COMPARISON, english=True),
    Shot("unit", "leader", GROUPS, follow=UNIT),
    Shot("zone", "leader", BASE, follow="main .groups th a >> nth=3"),
    Shot("targets", "leader", f"{BASE}targets/"),
    Shot("moves", "leader", f"{BASE}moves/"),
    Shot("criteria", "leader", f"{BASE}criteria/"),
    Shot("health", "leader", f"{BASE}health/"),
    Shot("trends", "leader", "/trends/"),
    Shot("08-hall", "", "/screen/{token}/", public=True, wall=HALL),
    Shot("08-hall-en", "", "/screen/{english}/", public=True, wall=HALL),
    Shot("08-hall-wide", "", "/screen/{token}/", public=True, wall=WIDE),
    Shot("reports", "staff", f"{BASE}reports/", public=True),
    Shot("screens", "staff", f"{BASE}screen/", public=True),
    Shot("public-branches", "", PUBLIC, public=True),
    Shot("public-branch", "", PUBLIC, public=True, follow="main th a >> nth=0"),
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
    Shot("rulebook", "staff", "/rulebooks/", follow="main th a[href*='/rulebooks/'] >> nth=0"),
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
