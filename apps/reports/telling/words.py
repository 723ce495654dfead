"""What are figures, parties and points called by people? Words of one rulebook in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from apps.rating.conditions import Expression
from apps.rating.points import show_exact
from apps.rating.rulebook import Rulebook

LONGEST = 10
SHOWN = 4

PARTIES = {
    "self": gettext_lazy("self-assessment"),
    "superior": gettext_lazy("superior assessment"),
    "ballot": gettext_lazy("ballot"),
    "peer": gettext_lazy("peer assessment"),
    "peers": gettext_lazy("peer assessment"),
    "expert": gettext_lazy("experts"),
    "experts": gettext_lazy("experts"),
    "judge": gettext_lazy("judges"),
    "judges": gettext_lazy("judges"),
    "public": gettext_lazy("public assessment"),
    "routine": gettext_lazy("routine assessment"),
    "year-end": gettext_lazy("year-end assessment"),
}
FIGURES = {
    "total": gettext_lazy("Total"),
    "lit": gettext_lazy("Stars lit"),
    "stars": gettext_lazy("Number of stars"),
    "level": gettext_lazy("Level"),
    "last-level": gettext_lazy("Last year’s level"),
    "fact.years-in-level": gettext_lazy("Years in the level"),
    "members": gettext_lazy("Number of members"),
    "type": gettext_lazy("Branch type"),
    "unit": gettext_lazy("Unit"),
    "zone": gettext_lazy("Zone"),
    "ballot": gettext_lazy("Ballot points"),
    "ballot.count": gettext_lazy("Votes cast"),
    "ballot.quorum": gettext_lazy("Ballot quorum"),
    "weakest-section": gettext_lazy("Weakest section (percent)"),
    "weakest-criterion": gettext_lazy("Weakest criterion (percent)"),
    "strongest-section": gettext_lazy("Strongest section (percent)"),
    "strongest-criterion": gettext_lazy("Strongest criterion (percent)"),
}
PICKED = {
    "highest": gettext_lazy("the highest of %(figures)s"),
    "lowest": gettext_lazy("the lowest of %(figures)s"),
    "average": gettext_lazy("the average of %(figures)s"),
}
SCOPES = {
    "campaign": gettext_lazy("whole campaign"),
    "zone": gettext_lazy("own zone"),
    "unit": gettext_lazy("own unit"),
    "type": gettext_lazy("own branch type"),
    "size": gettext_lazy("own size band"),
}


def number(value: Fraction | int) -> str:
    """An exact number as plain decimal; what never ends shows its first decimals and an ellipsis."""
    written, value = show_exact(value), Fraction(value)
    if "/" in written or len(written.partition(".")[2]) > LONGEST:
        beginning = int(abs(value) * 10**SHOWN)
        written = f"{'-' if value < 0 else ''}{beginning // 10**SHOWN}.{beginning % 10**SHOWN:0{SHOWN}d}…"
    return written.replace("-", "−")


def percent_text(share: Fraction) -> str:
    """A share as percent: 7/10 is 70%."""
    return f"{number(share * 100)}%"


def listed(parts: list[str]) -> str:
    return _(", ").join(parts)


def clauses(parts: list[str]) -> str:
    """Parts of a sentence that could stand alone."""
    return _("; ").join(parts)


@dataclass(frozen=True)
class Words:
    """Names in one rulebook and one language. `folds_ballot`: the points of the ballot are not told by themselves."""

    rules: Rulebook
    language: str
    folds_ballot: bool = False

    @classmethod
    def of(cls, rules: Rulebook) -> "Words":
        """The words for the reader of the present request or command."""
        return cls(rules, get_language() or "zh-hans")

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles of sections, criteria, own figures and facts by the names that conditions use."""
        rules = self.rules
        found = {each.key: each.title.get(self.language) for each in rules.inputs if each.title}
        found |= {each.code: self.both(each.code, each.title.get(self.language)) for each in rules.criteria}
        return found | {each.code: each.title.get(self.language) for each in rules.sections}

    def both(self, code: str, title: str) -> str:
        """A code with its title, once where they are the same."""
        return title if code == title else f"{code} {title}"

    def criterion(self, code: str, branch_type: str = "") -> str:
        """A criterion's code and title in the words for that type of branch; a fine or award by its own title."""
        found = next((each for each in self.rules.criteria if each.code == code), None)
        if found is None:
            return self.titles.get(code, code)
        return self.both(code, found.title_for(branch_type).get(self.language))

    def title(self, code: str, branch_type: str = "") -> str:
        """A criterion's title alone, in the words for that type of branch."""
        found = next((each for each in self.rules.criteria if each.code == code), None)
        return found.title_for(branch_type).get(self.language) if found else code

    def fine(self, code: str) -> str:
        """A fine's or an award's title, without its code."""
        found = next((each for each in self.rules.criteria if each.code == code), None)
        return found.title.get(self.language) if found else code.rpartition(".")[2]

    def section(self, code: str) -> str:
        return next(each.title.get(self.language) for each in self.rules.sections if each.code == code)

    def star(self, code: str) -> str:
        return next(each.title.get(self.language) for each in self.rules.stars if each.code == code)

    def veto(self, code: str) -> str:
        found = next(each for each in self.rules.vetoes if each.code == code)
        return f"{code} {found.title.get(self.language)}"

    def level(self, position: int) -> str:
        """A level's word by its position; taking part without being rated stands after the levels."""
        return self.rules.outcomes[position].title.get(self.language)

    def level_named(self, name: str) -> str:
        """A level's word in the reader's language by its word in files; no record for none."""
        if not name:
            return _("no record")
        return next((each.title.get(self.language) for each in self.rules.outcomes if each.name == name), name)

    def party(self, name: str) -> str:
        return str(PARTIES.get(name, name))

    def scope(self, name: str) -> str:
        return str(SCOPES[name])

    def figure(self, name: str) -> str:
        """What a figure, or what is picked from several, is called."""
        if name in self.titles:
            return self.titles[name]
        if name in FIGURES:
            return str(FIGURES[name])
        kind, of, several = name.partition(" of ")
        if of and kind in PICKED:
            return PICKED[kind] % {"figures": listed([self.written(each) for each in several.split(", ")])}
        party, dot, rest = name.partition(".")
        if party == "star":
            return self.star(rest)
        if party in self.rules.parties:
            whole = pgettext("figure", "%(party)s, %(figure)s") if dot else "%(party)s"
            return whole % {"party": self.party(party), "figure": self.figure(rest) if dot else ""}
        return rest if party in ("fact", "ballot", "medals") and dot else name

    def expression(self, expression: Expression) -> str:
        """A figure or a sum of figures in words."""
        return self.written(str(expression))

    def written(self, text: str) -> str:
        """A figure or a sum of figures in words, from its text in the rulebook."""
        parts = text.replace(" - ", " + -").split(" + ")
        named = [("−" if part[:1] == "-" else "+", self._part(part.removeprefix("-").strip())) for part in parts]
        return " ".join(f"{sign} {name}" for sign, name in named).removeprefix("+ ")

    def _part(self, name: str) -> str:
        return number(Fraction(name)) if name[:1].isdigit() else self.figure(name)


Named = Callable[[str], str]
