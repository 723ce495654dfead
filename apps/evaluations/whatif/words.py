"""How are rules called on the cards of a what-if? Words for keys and fixed choices, titles from the rulebook itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.evaluations.whatif.knobs import Knob
from apps.rating.reading import Path

# What the groups of the rulebook are called, by top key.
TOPS: Mapping[str, Promise] = {
    "parties": gettext_lazy("Weights of the parties"),
    "mix": gettext_lazy("Mixing the parties"),
    "panels": gettext_lazy("Panels"),
    "ballot": gettext_lazy("Ballot"),
    "sections": gettext_lazy("Sections and criteria"),
    "total": gettext_lazy("Total"),
    "stars": gettext_lazy("Stars"),
    "vetoes": gettext_lazy("Vetoes"),
    "grants": gettext_lazy("Levels by honour"),
    "without-rating": gettext_lazy("Without rating"),
    "levels": gettext_lazy("Levels"),
    "ladder": gettext_lazy("Step by step"),
    "order": gettext_lazy("Order"),
    "ties": gettext_lazy("Ties"),
    "quotas": gettext_lazy("Quotas"),
}
# What a value is called, by its key.
KEYS: Mapping[str, Promise] = {
    "lit-when": gettext_lazy("line to reach"),
    "lit": gettext_lazy("lit stars"),
    "with": gettext_lazy("with the stars"),
    "total": gettext_lazy("total"),
    "sum": gettext_lazy("sum at most"),
    "bonus": gettext_lazy("bonus at most"),
    "points": gettext_lazy("full marks"),
    "pass-or-fail": gettext_lazy("points for passing"),
    "from": gettext_lazy("lowest mark"),
    "each": gettext_lazy("points for each"),
    "per": gettext_lazy("for so many"),
    "at-most": gettext_lazy("at most"),
    "at-least": gettext_lazy("at least"),
    "exactly": gettext_lazy("exactly"),
    "deduct-from": gettext_lazy("full marks before deductions"),
    "once": gettext_lazy("deduction"),
    "below": gettext_lazy("counted below"),
    "above": gettext_lazy("counted above"),
    "penalty": gettext_lazy("most to take off"),
    "times": gettext_lazy("factor"),
    "weights": gettext_lazy("weights"),
    "scale-to": gettext_lazy("scaled to"),
    "take": gettext_lazy("which count"),
    "drop": gettext_lazy("how many dropped"),
    "full-at": gettext_lazy("full marks from"),
    "one-for-each": gettext_lazy("points for a star"),
    "effect": gettext_lazy("effect"),
    "look-back": gettext_lazy("looks back"),
    "up-at-most": gettext_lazy("levels up a year"),
    "down-at-most": gettext_lazy("levels down a year"),
    "no-record": gettext_lazy("without a record"),
    "order": gettext_lazy("order"),
    "by": gettext_lazy("order inside"),
    "of": gettext_lazy("counted from"),
    "within": gettext_lazy("within"),
    "rounding": gettext_lazy("rounding"),
    "round": gettext_lazy("decimals"),
    "ties": gettext_lazy("ties over the line"),
    "falls-to": gettext_lazy("falls to"),
    "least": gettext_lazy("places at least"),
    "quorum": gettext_lazy("quorum"),
    "missing": gettext_lazy("when missing"),
    "at": gettext_lazy("mixed at"),
    "units": gettext_lazy("begun units"),
    "weakest-section": gettext_lazy("weakest section"),
    "weakest-criterion": gettext_lazy("weakest criterion"),
    "strongest-section": gettext_lazy("strongest section"),
    "strongest-criterion": gettext_lazy("strongest criterion"),
    "members": gettext_lazy("members"),
    "ballot": gettext_lazy("ballot"),
}
# What a fixed choice says.
CHOICES: Mapping[str, Promise] = {
    "": gettext_lazy("does not count"),
    "no level": gettext_lazy("no level"),
    "no stars": gettext_lazy("no stars"),
    "one level down": gettext_lazy("one level down"),
    "no promotion": gettext_lazy("no promotion"),
    "not rated": gettext_lazy("not rated"),
    "down": gettext_lazy("rounded down"),
    "up": gettext_lazy("rounded up"),
    "half up": gettext_lazy("rounded half up"),
    "largest remainder": gettext_lazy("largest remainder"),
    "campaign": gettext_lazy("the whole campaign"),
    "zone": gettext_lazy("each zone"),
    "unit": gettext_lazy("each unit"),
    "type": gettext_lazy("each type"),
    "left out": gettext_lazy("left out"),
    "taken in": gettext_lazy("taken in"),
    "meeting": gettext_lazy("a meeting decides"),
    "everybody": gettext_lazy("everybody"),
    "rated": gettext_lazy("all who are rated"),
    "qualified": gettext_lazy("all who qualify"),
    "full": gettext_lazy("full ones only"),
    "begun": gettext_lazy("begun ones too"),
    "exact": gettext_lazy("in proportion"),
    "counts 0": gettext_lazy("counts 0"),
    "total": gettext_lazy("the totals"),
    "criteria": gettext_lazy("each criterion"),
}
RELATIONS = {"at least ": "≥ ", "above ": "> ", "at most ": "≤ ", "below ": "< ", "exactly ": "= "}


def top_words(top: str) -> str:
    """What a group of rules is called."""
    return str(TOPS.get(top, top))


def choice_words(choice: str) -> str:
    """What a fixed choice says; a level's own word stays."""
    for start, words in (("no level above ", _("no level above %(level)s")), ("at most ", _("at most %(level)s"))):
        if choice.startswith(start):
            return words % {"level": choice.removeprefix(start)}
    return str(CHOICES.get(choice, choice))


def effect_words(effect: str, level: str) -> str:
    """What a veto of the engine does, in the words of its rulebook key."""
    written = {"cap": f"no level above {level}", "down": "one level down"}
    return choice_words(written.get(effect, effect))


def value_words(knob: Knob, value: str) -> str:
    """A value of the knob as people read it: "≥ 80", "25%", "no level above 三星"."""
    if knob.kind == "choice":
        return choice_words(value)
    for relation, sign in RELATIONS.items():
        if value.startswith(relation):
            return sign + value.removeprefix(relation)
    return value


def rule_title(document: Mapping[str, Any], path: Path) -> str:
    """What a card is called: whose rule, and which."""
    return " ".join(filter(None, (subject_words(document, path), key_words(document, path))))


def key_words(document: Mapping[str, Any], path: Path) -> str:
    """What the value at the end of a path is called: the key's word, a section's title, or the key itself."""
    key = str(next((step for step in reversed(path) if not isinstance(step, int)), ""))
    if len(path) == 1 or key == subject_words(document, path):
        return ""
    if path[0] == "parties" and key in Party.values:
        return str(Party(key).label)
    if key in KEYS:
        return str(KEYS[key])
    section = document["sections"].get(key)
    return words_of(section.get("title"), key) if isinstance(section, Mapping) else key


def subject_words(document: Mapping[str, Any], path: Path) -> str:
    """Whose rule it is: a star's or criterion's title, a level's word, a veto's code."""
    top, rest = str(path[0]), path[1:]
    if top == "levels" and len(rest) > 1:
        return str(rest[1])
    if top == "vetoes" and rest:
        return _("Veto %(code)s") % {"code": rest[0]}
    if top == "stars" and rest:
        return star_words(document, document["stars"][rest[0]])
    if top == "quotas" and rest:
        return _("Quota of %(level)s") % {"level": level_words(str(document["quotas"][rest[0]].get("for", "")))}
    if top == "sections" and rest:
        return section_words(document, rest)
    return top_words(top)


def level_words(level: str) -> str:
    """A level as a rule names it: "四星 or better" is "四星及以上"."""
    word = level.removesuffix(" or better")
    return _("%(level)s and better") % {"level": word} if word != level else level


def star_words(document: Mapping[str, Any], star: Mapping[str, Any]) -> str:
    """A star's own title, else its section's."""
    code = star["for"] if isinstance(star["for"], str) else "–".join((star["for"][0], star["for"][-1]))
    section = document["sections"].get(code)
    return words_of(star.get("title") or (section or {}).get("title"), code)


def section_words(document: Mapping[str, Any], rest: Path) -> str:
    """A section's title; of one of its criteria the code and title."""
    section = document["sections"][rest[0]]
    if len(rest) < 4 or rest[1] != "criteria" or not isinstance(section["criteria"], Mapping):
        return words_of(section.get("title"), str(rest[0]))
    criterion = section["criteria"][rest[2]]
    title = words_of(criterion.get("title"), "") if isinstance(criterion, Mapping) else ""
    return f"{rest[2]} {title}".strip()


def words_of(title: Any, otherwise: str) -> str:
    """A title in the reader's language, which may be one text for both."""
    if isinstance(title, Mapping):
        language = "zh" if (get_language() or "zh").startswith("zh") else "en"
        return str(title.get(language) or title.get("zh") or otherwise)
    return str(title) if title else otherwise
