"""What do people call a figure? Titles of sections, criteria and facts, and words for the figures of every rulebook."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.criteria.editing.criteria import spelt_out
from apps.criteria.editing.documents import criteria_of, sections_of, title_of, words_of

SIGNS = re.compile(r" ([+\-]) ")
FIGURES = {
    "members": gettext_lazy("number of members"),
    "total": gettext_lazy("total"),
    "stars": gettext_lazy("stars"),
    "lit": gettext_lazy("stars lit"),
    "level": gettext_lazy("level"),
    "last-level": gettext_lazy("last year's level"),
    "years-in-level": gettext_lazy("years in the level"),
    "type": gettext_lazy("branch type"),
    "unit": gettext_lazy("unit"),
    "zone": gettext_lazy("zone"),
    "weakest-section": gettext_lazy("weakest section"),
    "weakest-criterion": gettext_lazy("weakest criterion"),
    "strongest-section": gettext_lazy("strongest section"),
    "strongest-criterion": gettext_lazy("strongest criterion"),
    "ballot": gettext_lazy("ballot"),
    "ballot.mean": gettext_lazy("ballot"),
    "ballot.count": gettext_lazy("votes cast"),
    "ballot.quorum": gettext_lazy("quorum of the ballot"),
    "self": gettext_lazy("self-assessment"),
    "superior": gettext_lazy("superior's assessment"),
    "size": gettext_lazy("size"),
    "campaign": gettext_lazy("the whole campaign"),
    "judge": gettext_lazy("judges"),
    "expert": gettext_lazy("experts"),
    "peer": gettext_lazy("peers"),
    "public": gettext_lazy("public"),
}
PICKED = {
    "highest-of": gettext_lazy("the highest of %(figures)s"),
    "lowest-of": gettext_lazy("the lowest of %(figures)s"),
    "average-of": gettext_lazy("the average of %(figures)s"),
}


class Names:
    """The words for the figures of one rulebook."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        language = get_language() or ""
        self.words = {name: str(words) for name, words in FIGURES.items()}
        for code, section in sections_of(book).items():
            for each, thing in criteria_of(section).items():
                self.words[each] = f"{each} {title_of(spelt_out(thing, section), '', language)}".strip()
            self.words[code] = title_of(section, code, language)
        facts = book.get("facts")
        for code, fact in facts.items() if isinstance(facts, dict) else ():
            self.words[f"fact.{code}"] = title_of(fact, code, language)
        for code, veto in (book.get("vetoes") or {}).items() if isinstance(book.get("vetoes"), dict) else ():
            self.words[code] = title_of(veto, code, language)

    def of(self, figure: Any) -> str:
        """The words for a figure, a sum of figures, or what is picked from several."""
        if isinstance(figure, dict):
            return " ".join(self.picked(key, several) for key, several in figure.items())
        parts = SIGNS.split(str(figure))
        return "".join(f" {part} " if part in "+-" else self.single(part) for part in parts).replace(" - ", " − ")

    def single(self, name: str) -> str:
        """The words for one figure; its own name where there are none."""
        if name in self.words:
            return self.words[name]
        if name.startswith("fewest "):
            return _("fewest %(figure)s") % {"figure": self.single(name.removeprefix("fewest "))}
        if name.startswith("star."):
            return _("star of %(section)s") % {"section": self.single(name.removeprefix("star."))}
        if name.startswith("fact."):
            return name.removeprefix("fact.")
        head, dot, tail = name.partition(".")
        return f"{self.single(head)} · {self.single(tail)}" if dot and head in FIGURES else name

    def picked(self, key: str, several: Any) -> str:
        """The words for the highest, lowest or average of several figures."""
        return str(PICKED[key]) % {"figures": self.all(several)} if key in PICKED else f"{key}: {self.all(several)}"

    def all(self, codes: Any) -> str:
        """Several figures as a list."""
        return _(", ").join(self.of(code) for code in (codes if isinstance(codes, list) else [codes]))


def spoken_words(text: Any) -> str:
    """Words for the reader, quoted nowhere."""
    return words_of(text, get_language() or "")
