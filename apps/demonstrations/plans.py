"""What does a kind of programme bring? Its title, term and plaque, the form of application, and gates in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.demonstrations.choices import GateKind, ProgrammeKind


@dataclass(frozen=True)
class GatePlan:
    """One gate: `rulebook` names one that ships, `level` is the word on which candidates pass, `days` how long it is
    open. `fact` is the key under which later gates read its total."""

    kind: str
    rulebook: str
    fact: str
    level: str
    days: int
    title: Any = ""
    places: int | None = None


@dataclass(frozen=True)
class Question:
    """One question of the form of application; `limit` in characters."""

    key: str
    title: Any
    limit: int
    help: Any = ""
    is_required: bool = True

    def kept(self) -> dict[str, Any]:
        """As a programme keeps it."""
        return {
            "key": self.key,
            "title": str(self.title),
            "help": str(self.help),
            "limit": self.limit,
            "is_required": self.is_required,
        }


@dataclass(frozen=True)
class Plan:
    """A kind's beginning; everything can be changed afterwards. `term` in months, None for ever."""

    title_word: Any
    prefix: str
    questions: tuple[Question, ...]
    gates: tuple[GatePlan, ...]
    term: int | None = None
    review_by: str = ""
    has_plaque: bool = False

    def fields(self) -> dict[str, Any]:
        """The same as fields of a programme."""
        return {
            "title_word": str(self.title_word),
            "prefix": self.prefix,
            "questions": [question.kept() for question in self.questions],
            "term": self.term,
            "review_by": self.review_by,
            "has_plaque": self.has_plaque,
        }


DEEDS = Question("deeds", _("Main deeds"), 1500, _("What was done, for whom, with which result."))
REVIEW = GatePlan(GateKind.SCREENING, "honours-review", "review", "拟表彰", 14, _("Review"))

SITES = Plan(
    title_word=_("Party-building demonstration site"),
    prefix="SF",
    questions=(
        Question("basis", _("Basic situation"), 600, _("The organisation, its branches and members.")),
        Question("practice", _("What is done"), 1500, _("Main ways of working and what is new about them.")),
        Question("results", _("What came of it"), 800, _("Figures, and what people say.")),
        Question("spread", _("What others can take up"), 500, is_required=False),
    ),
    gates=(
        GatePlan(GateKind.SCREENING, "sites-screening", "screening", "通过", 7),
        GatePlan(GateKind.PANEL, "sites-panel", "panel", "通过", 10),
        GatePlan(GateKind.VISIT, "sites-visit", "visit", "通过", 14),
        GatePlan(GateKind.MEETING, "sites-overall", "overall", "建议命名", 14),
    ),
    term=36,
    review_by="12-10",
    has_plaque=True,
)
PROJECTS = Plan(
    title_word=_("One of the ten best secretary projects"),
    prefix="XM",
    questions=(
        Question("problem", _("Which problem is solved"), 500, _("One definite problem: a small cut.")),
        Question("measures", _("Measures"), 1000, _("Such that others can do the same.")),
        Question("schedule", _("Steps and dates"), 500, _("Who does what until when.")),
        Question("means", _("Means"), 300, is_required=False),
    ),
    gates=(
        GatePlan(GateKind.SCREENING, "projects-tests", "tests", "立项", 14, _("Three tests")),
        GatePlan(GateKind.SCREENING, "projects-progress", "progress", "合格", 240, _("Progress")),
        GatePlan(GateKind.PANEL, "projects-choice", "choice", "入围", 14, _("Choice of the ten best"), places=10),
    ),
)
HONOURS = Plan(title_word=_("Advanced Party organisation"), prefix="BZ", questions=(DEEDS,), gates=(REVIEW,))
TEAMS = Plan(
    title_word=_("Pioneer team"),
    prefix="XF",
    questions=(
        Question("task", _("Task that is taken on"), 500),
        Question("people", _("Who belongs to the team"), 500),
        DEEDS,
    ),
    gates=(REVIEW,),
    has_plaque=True,
)
PLANS: Mapping[str, Plan] = {
    ProgrammeKind.SITE: SITES,
    ProgrammeKind.PROJECT: PROJECTS,
    ProgrammeKind.HONOUR: HONOURS,
    ProgrammeKind.TEAM: TEAMS,
}
