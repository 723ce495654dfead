"""Which names are alike, and how? Says only that they are alike; whether that is a duplicate is for people to say."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

from apps.core.pinyin import syllables
from apps.core.tables import narrow
from apps.ledgers.choices import Why

Key = TypeVar("Key", bound=Hashable)

# What tells nothing of a brand: blanks, quotes, brackets, dots and dashes.
SIGNS = re.compile(r"[\W_]+")
# Words that many names have besides what is their own.
FILLERS = ("机关党建", "党建引领", "党建", "工作品牌", "品牌", "工作法", "特色")
LEAST_PART = 2
LEAST_THINNED = 3
MOST_LEFT_OUT = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A name three ways: its bare letters, those without fillers, and how those sound."""

    letters: str
    core: str
    sound: str


@lru_cache(maxsize=20_000)
def shape_of(name: str) -> Shape:
    """The shape of a name, whatever its width, case, quotes and blanks."""
    letters = SIGNS.sub("", narrow(name).casefold())
    core = letters
    for filler in FILLERS:
        core = core.replace(filler, "")
    core = core or letters
    # Letter by letter: in phrases 行 is read now xing, now hang.
    return Shape(letters, core, "".join(syllables(list(core))))


def likeness(first: str, second: str) -> Why | None:
    """In which way two names are alike, the closest way first; None where they are not."""
    one, other = shape_of(first), shape_of(second)
    if not one.letters or not other.letters:
        return None
    if one.letters == other.letters:
        return Why.SAME
    if one.core == other.core:
        return Why.MEANING
    if one.sound == other.sound:
        return Why.SOUND
    shorter, longer = sorted((one.core, other.core), key=len)
    return Why.WITHIN if shorter in parts(longer) or shorter in thinned(longer) else None


def parts(core: str) -> set[str]:
    """What stands within a name and makes up at least half of it."""
    least = max(LEAST_PART, (len(core) + 1) // 2)
    return {core[a:b] for a in range(len(core)) for b in range(a + least, len(core) + 1)} - {core}


def thinned(core: str) -> set[str]:
    """A name with one or two letters left out, as 一窗办 is 一窗通办 without one; two thirds of it stay."""
    most = min(MOST_LEFT_OUT, len(core) // 3, len(core) - LEAST_THINNED)
    return {
        "".join(letter for place, letter in enumerate(core) if place not in left_out)
        for count in range(1, most + 1)
        for left_out in combinations(range(len(core)), count)
    }


def alike(name: str, others: Mapping[Key, str]) -> list[tuple[Key, Why]]:
    """Those of `others` that are like `name`, the closest first."""
    found = [(key, why) for key, other in others.items() if (why := likeness(name, other))]
    return sorted(found, key=lambda one: Why.values.index(one[1]))


def pairs(names: Mapping[Key, str]) -> list[tuple[Key, Key, Why]]:
    """All pairs that are alike, each once, in the order of `names`; compares only what shares a form."""
    places = {key: place for place, key in enumerate(names)}
    holders: dict[str, list[Key]] = {}
    for key, name in names.items():
        for form in forms(shape_of(name)):
            holders.setdefault(form, []).append(key)
    seen: dict[tuple[Key, Key], Why] = {}
    for key, name in names.items():
        for form in longer_forms(shape_of(name)):
            for other in holders.get(form, ()):
                pair = (key, other) if places[key] < places[other] else (other, key)
                if key != other and pair not in seen and (why := likeness(name, names[other])):
                    seen[pair] = why
    order = sorted(seen, key=lambda pair: (places[pair[0]], places[pair[1]]))
    return [(first, second, seen[first, second]) for first, second in order]


def forms(shape: Shape) -> set[str]:
    """By what a name is found."""
    return {shape.letters, shape.core, f"~{shape.sound}"} - {""}


def longer_forms(shape: Shape) -> Iterator[str]:
    """By what a name finds others: what it is, and all that stands within it."""
    yield from forms(shape) | parts(shape.core) | thinned(shape.core)
