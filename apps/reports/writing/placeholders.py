"""What may a Word template name? Each kind's placeholders with their meaning and a made-up value for a trial."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _

from apps.reports.choices import ReportKind

# "text", a list of what one row is, or a row's fields by name.
Shape: TypeAlias = str | list[Any] | dict[str, Any]
TEXT = "text"


@dataclass(frozen=True)
class Placeholder:
    """One name: what it means, and a value for a trial. `fields` are those of a row; `is_list` marks plain lists."""

    name: str
    meaning: Any
    sample: str = "12"
    is_list: bool = False
    fields: Sequence["Placeholder"] = ()

    @property
    def shape(self) -> Shape:
        if self.fields:
            return [{field.name: field.shape for field in self.fields}]
        return [TEXT] if self.is_list else TEXT

    @property
    def value(self) -> Any:
        if self.fields:
            return [{field.name: field.value for field in self.fields} for _row in range(2)]
        return [self.sample, self.sample] if self.is_list else self.sample

    @property
    def usage(self) -> str:
        """How it is typed."""
        if self.fields:
            return f"{{%tr for row in {self.name} %}} … {{%tr endfor %}}"
        if self.is_list:
            return f"{{%p for part in {self.name} %}} {{{{ part }}}} {{%p endfor %}}"
        return f"{{{{ {self.name} }}}}"


P = Placeholder

HEAD = (
    P("title", _("title of the report"), "2025"),
    P("issuer", _("the committee that issues it")),
    P("campaign", _("name of the campaign")),
    P("year", _("year of the campaign"), "2025"),
    P("rules", _("title of the rulebook")),
    P("run", _("the numbered run that it comes from")),
    P("run_at", _("when that run was made")),
    P("digest", _("digest of the results")),
    P("date", _("the day on which the report is made")),
)
LEVELS = P(
    "levels",
    _("a row a level, best first"),
    fields=(
        P("name", _("the level")),
        P("count", _("how many branches hold it")),
        P("share", _("their share"), "3.1%"),
        P("change", _("in words: more or fewer than before")),
    ),
)
LEVEL_NAMES = P("level_names", _("names of all levels, best first"), is_list=True)
UPPER = P("upper_name", _("what the last column counts: the upper levels together"))
GROUP = (
    P("name", _("the group")),
    P("branches", _("how many branches")),
    P("counts", _("how many hold each level, in the order of level_names"), is_list=True),
    P("share", _("share of the upper levels"), "28.6%"),
)
WEAK = (P("code", _("code of the criterion"), "A1"), P("title", _("title of the criterion")))
BRANCH_ROW = (P("name", _("the branch")), P("place", _("its place")))
SIDE = (*BRANCH_ROW, P("lit", _("its stars, or its level")), P("total", _("total")), P("gap", _("what it lacks")))

BRANCH = (
    *HEAD,
    P("branch", _("the branch")),
    P("unit", _("its unit")),
    P("zone", _("its zone; empty without one")),
    P("type", _("its type; empty without one")),
    P("members", _("how many members it has; empty where unknown")),
    P("level", _("the level")),
    P("grade", _("the grade; empty where the rules have none")),
    P("programme", _("the programme; empty where the rules have none")),
    P("total", _("total"), "411.8"),
    P("maximum", _("full marks"), "500"),
    P(
        "stars",
        _("a row a star"),
        fields=(P("glyph", _("★ or ☆")), P("name", _("the star")), P("note", _("lit, or what it lacks"))),
    ),
    P(
        "sections",
        _("a row a section"),
        fields=(
            P("name", _("the section")),
            P("marks", _("its marks in one line")),
            P("sum", _("their sum")),
            P("verdict", _("what became of its star")),
        ),
    ),
    P("sum", _("how the total adds up, without its end"), "89.9 + 84.2"),
    P(
        "conditions",
        _("what the level asked, a row a condition"),
        fields=(P("mark", _("✓ or ✗")), P("text", _("the condition")), P("note", _("more about it"))),
    ),
    P("notes", _("what else moved the level"), is_list=True),
    P(
        "places",
        _("a row a scope"),
        fields=(
            P("scope", _("campaign, zone, unit or type")),
            P("place", _("its place")),
            P("of", _("of how many")),
            P("note", _("what the place above has more")),
        ),
    ),
    P("way", _("the next star or level, and what it lacks")),
    P("way_text", _("the shortest way there")),
    P(
        "options",
        _("single changes of which one is enough"),
        fields=(P("criterion", _("the criterion")), P("now", _("mark now")), P("needed", _("mark needed"))),
    ),
    P("options_text", _("the same in one sentence; empty where there is only one")),
    P("hurdles", _("what stands before the next level"), is_list=True),
)
UNIT = (
    *HEAD,
    P("group", _("the unit or zone")),
    P("branches", _("how many branches")),
    P("summary", _("the sentences of the first part"), is_list=True),
    LEVELS,
    UPPER,
    P(
        "rows",
        _("a row a branch, best first"),
        fields=(
            *BRANCH_ROW,
            P("place_all", _("its place in the whole campaign")),
            P("unit", _("its unit")),
            P("level", _("the level")),
            P("total", _("total")),
            P("next", _("the next star and what it lacks")),
        ),
    ),
    P("rows_left", _("how many branches the list leaves out; empty where none")),
    P(
        "weak",
        _("criteria behind the campaign's mean, the farthest first"),
        fields=(
            *WEAK,
            P("mean", _("mean mark here"), "12.7"),
            P("all", _("mean mark of all"), "15.7"),
            P("maximum", _("full marks"), "20"),
            P("below", _("how many branches are below the line")),
        ),
    ),
    P("moves", _("who moved most, in one sentence; empty where nothing compares")),
    P(
        "near",
        _("the branches nearest to their next star"),
        fields=(P("name", _("the branch")), P("star", _("the star")), P("gap", _("what it lacks"))),
    ),
)
YEAR = (
    *HEAD,
    P("branches", _("how many branches")),
    P("summary", _("the sentences of the first part"), is_list=True),
    LEVELS,
    LEVEL_NAMES,
    UPPER,
    P("zones", _("a row a zone"), fields=GROUP),
    P("zones_text", _("which zone is first and which last, in one sentence")),
    P("types", _("a row a type of branch"), fields=GROUP),
    P("types_text", _("which type is first and which last, in one sentence")),
    P(
        "weak",
        _("the criteria on which most branches are below the line"),
        fields=(
            *WEAK,
            P("mean", _("mean mark of all"), "15.7"),
            P("line", _("the line"), "16"),
            P("below", _("how many branches are below the line")),
            P("share", _("their share"), "45.8%"),
        ),
    ),
    P("weak_text", _("the weakest three in one sentence")),
    P("risen", _("who rose most, a sentence each"), is_list=True),
    P("fallen", _("who fell most, a sentence each"), is_list=True),
    P("moves_text", _("who moved most, in one sentence; empty where nothing compares")),
    P("units", _("a row a unit"), fields=GROUP),
    P("units_left", _("how many units the annex leaves out; empty where none")),
)
MEETING = (
    *HEAD,
    P("meeting", _("name of the meeting")),
    P("held", _("when and where; empty before it is called")),
    P(
        "agenda",
        _("a row a matter"),
        fields=(
            P("number", _("its number")),
            P("title", _("the matter")),
            P("reason", _("clause and reason")),
            P("before", _("by the rules")),
            P("after", _("as proposed")),
        ),
    ),
    LEVEL_NAMES,
    P(
        "counts",
        _("a row a state: the notice, the run, what was decided"),
        fields=(
            P("name", _("the state")),
            P("counts", _("how many hold each level, in the order of level_names"), is_list=True),
        ),
    ),
    P(
        "lines",
        _("every line between two levels"),
        fields=(
            P("title", _("the line in words")),
            P("above", _("branches just above it"), fields=SIDE),
            P("below", _("branches just below it"), fields=SIDE),
        ),
    ),
    P("ties", _("shared places in one sentence")),
    P(
        "vetoes",
        _("a row a veto"),
        fields=(
            P("branch", _("the branch")),
            P("title", _("the veto")),
            P("document", _("the document that proves it")),
            P("people", _("who proposed and who confirmed it")),
            P("would", _("the level without it")),
            P("reply", _("what the branch says")),
        ),
    ),
    P(
        "objections",
        _("a row an objection; never who objected"),
        fields=(
            P("number", _("its number")),
            P("branch", _("the branch")),
            P("matter", _("what it is about")),
            P("finding", _("the finding")),
            P("reason", _("what was found and why")),
        ),
    ),
    P("moves_text", _("who moved most, in one sentence; empty where nothing compares")),
    P("signers", _("who signs"), is_list=True),
)
BY_KIND: dict[str, tuple[Placeholder, ...]] = {
    ReportKind.BRANCH: BRANCH,
    ReportKind.UNIT: UNIT,
    ReportKind.YEAR: YEAR,
    ReportKind.MEETING: MEETING,
}


def shapes_of(kind: str) -> dict[str, Shape]:
    """What each name of a kind stands for."""
    return {each.name: each.shape for each in BY_KIND[kind]}


def sample_of(kind: str) -> dict[str, Any]:
    """Made-up data of a kind, for a trial."""
    return {each.name: each.value for each in BY_KIND[kind]}
