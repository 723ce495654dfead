"""How did one criterion and one section come about, in words? What was marked, and everything done to it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from apps.rating.reasons import Change, Part, ScoreReason, SectionReason
from apps.reports.telling.comparing import SIGNS
from apps.reports.telling.words import Words, clauses, number, percent_text

# What a passed item holds, in hundredths; and what no section waits for.
PASSED = 100
ASIDE = {"not for it", "left out"}


def score_words(words: Words, score: ScoreReason) -> str:
    """How a criterion came to its points, in one line; empty for a plain mark that counts as it is."""
    if score.state:
        return _state(score)
    if score.source == "mixed":
        return " ".join([_mixture(words, score), *map(changed(words), score.changes)])
    begin = STORIES.get(score.source, _plain)(words, score)
    if score.details.get("panel"):
        begin = _panel(score)
    return clauses([part for part in [begin, *map(changed(words), score.changes)] if part])


def _state(score: ScoreReason) -> str:
    if score.state == "blank" and score.source == "pass":
        return _("not marked, does not pass")
    if score.state == "blank":
        return _("not marked, counts %(points)s") % {"points": number(score.value)}
    if score.state == "not for it":
        return _("does not hold for this type of branch")
    return _("left out; the others count for the whole")


def _plain(words: Words, score: ScoreReason) -> str:
    return number(score.start) if score.changes else ""


def _passed(words: Words, score: ScoreReason) -> str:
    return _("passed") if is_passed(score) else _("not passed")


def _chosen(words: Words, score: ScoreReason) -> str:
    criterion = next(each for each in words.rules.criteria if each.code == score.code)
    typed = score.marks[0].value or 100
    code, title = criterion.choices[typed // 100 - 1]
    told = {"choice": words.both(code, title.get(words.language)), "points": number(score.start)}
    return _("%(choice)s: %(points)s points") % told


def _each(words: Words, score: ScoreReason) -> str:
    details = {name: number(value) for name, value in score.details.items() if not isinstance(value, str)}
    if score.details["per"] == 1:
        return f"{details['count']} × {details['each']} = {number(score.start)}"
    told = _("%(count)s counted as %(units)s times %(per)s") % details
    return f"{told}: {details['units']} × {details['each']} = {number(score.start)}"


def _fines(words: Words, score: ScoreReason) -> str:
    return _("full marks %(points)s") % {"points": number(score.start)}


def _awards(words: Words, score: ScoreReason) -> str:
    passed = score.details.get("passed")
    return _("%(n)s lesser awards not added") % {"n": passed} if passed else ""


def _banded(words: Words, score: ScoreReason) -> str:
    sign = SIGNS.get(str(score.details["relation"]))
    told = {"figure": _number(score, "figure"), "points": number(score.start)}
    if sign is None:
        return _("%(figure)s is in no better band: %(points)s points") % told
    return _("%(figure)s is %(band)s: %(points)s points") % (told | {"band": f"{sign} {_number(score, 'line')}"})


def _lined(words: Words, score: ScoreReason) -> str:
    told = {name: _number(score, name) for name in ("figure", "left", "low", "right", "high")}
    told["points"] = number(score.start)
    if not score.details["left"] < score.details["figure"] < score.details["right"]:  # type: ignore[operator]
        return _("%(figure)s is where the line ends, or beyond: %(points)s points") % told
    line = _("%(left)s (%(low)s points) and %(right)s (%(high)s points)") % told
    return _("%(figure)s lies between %(line)s: %(points)s points") % (told | {"line": line})


def _shared(words: Words, score: ScoreReason) -> str:
    told = f"{_number(score, 'full')} × {_number(score, 'of')} ÷ {_number(score, 'out_of')}"
    full_at = score.details["full_at"]
    if full_at != 1:
        told += f" ÷ {percent_text(Fraction(full_at))}"
    return f"{told} = {number(score.start)}"


def _read(words: Words, score: ScoreReason) -> str:
    return _("as found: %(points)s") % {"points": number(score.start)}


def _placed(words: Words, score: ScoreReason) -> str:
    told = {"place": score.details["place"], "scope": words.scope(str(score.details["within"]))}
    return _("place %(place)s (%(scope)s): %(points)s points") % (told | {"points": number(score.start)})


def _best(words: Words, score: ScoreReason) -> str:
    told = {"own": _number(score, "own"), "best": _number(score, "best")}
    told |= {"scope": words.scope(str(score.details["within"])), "points": number(score.start)}
    return _("own %(own)s, best %(best)s (%(scope)s): %(points)s points") % told


def _panel(score: ScoreReason) -> str:
    """All markers' marks; those that do not count stand in brackets."""
    marks = [mark for mark in score.marks if mark.value is not None]
    shown = [number(Fraction(mark.value or 0, 100)) for mark in marks]
    told = " ".join(text if mark.kept else f"({text})" for mark, text in zip(marks, shown, strict=True))
    words = {"marks": told, "points": number(score.start)}
    mean = score.details.get("mean")
    if mean is None or mean == score.start:
        return _("markers: %(marks)s; together %(points)s") % words
    return _("markers: %(marks)s; together %(mean)s, rounded %(points)s") % (words | {"mean": _number(score, "mean")})


def _mixture(words: Words, score: ScoreReason) -> str:
    shares = [(words.party(party), number(told.value), share) for party, share, told in score.parties if share]
    parts = [f"{party} {value} × {percent_text(share)}" for party, value, share in shares]
    return f"{' + '.join(parts)} = {number(score.start)}"


def _number(score: ScoreReason, name: str) -> str:
    value = score.details[name]
    return value if isinstance(value, str) else number(value)


STORIES: Mapping[str, Callable[[Words, ScoreReason], str]] = {
    "points": _plain,
    "pass": _passed,
    "choice": _chosen,
    "each": _each,
    "fines": _fines,
    "awards": _awards,
    "bands": _banded,
    "line": _lined,
    "share": _shared,
    "reading": _read,
    "place": _placed,
    "best": _best,
}


def section_words(words: Words, section: SectionReason) -> str:
    """How a section adds up, as one equation and what follows it."""
    if not section.counts:
        return _("does not hold for this type of branch")
    told = equation([part for part in section.parts if part.factor], section.sum)
    return clauses([part for part in [told, *map(changed(words), section.changes)] if part])


def section_figure(section: SectionReason) -> str:
    """What a section counts; of one that counts no points how many of its items are passed."""
    return number(section.total) if section.maximum or section.total else passed_words(section)


def passed_words(section: SectionReason) -> str:
    """How many of a section's items are passed; empty where it has none."""
    items = [score for score in section.scores if is_item(score) and score.state not in ASIDE]
    passed = sum(map(is_passed, items))
    return _("%(n)s of %(of)s passed") % {"n": passed, "of": len(items)} if items else ""


def is_item(score: ScoreReason) -> bool:
    """Whether the criterion is a matter of passing, by one party or by several."""
    return score.source == "pass" or any(story.source == "pass" for _party, _share, story in score.parties)


def is_passed(score: ScoreReason) -> bool:
    """Whether everybody passed it who has a say: each party of those that count, each marker whose mark is kept."""
    if score.parties:
        return all(is_passed(story) for _party, share, story in score.parties if share)
    if score.state:
        return score.value > 0
    counted = [mark.value for mark in score.marks if mark.kept and mark.value is not None]
    return bool(counted) and all(value >= PASSED for value in counted)


def equation(parts: Sequence[Part], total: Fraction) -> str:
    """Parts with their factors, and what they bring: "85 × 10% + 90 × 90% = 89.5"."""
    told = ""
    for part in parts:
        sign = "−" if part.factor < 0 else "+"
        factor = abs(part.factor)
        shown = number(part.value) if factor == 1 else f"{number(part.value)} × {percent_text(factor)}"
        told += f" {sign} {shown}" if told else (f"− {shown}" if sign == "−" else shown)
    return f"{told} = {number(total)}" if told else number(total)


def changed(words: Words) -> Callable[[Change], str]:
    """How one change reads, for a rulebook."""

    def told(change: Change) -> str:
        return change_words(words, change)

    return told


def change_words(words: Words, change: Change) -> str:
    """One change with the figures by which it was made, and where it led."""
    details = {name: value if isinstance(value, str) else number(value) for name, value in change.details.items()}
    title = words.fine(change.code) if change.kind in ("fine", "award") else words.criterion(change.code)
    told = details | {"title": title, "by": number(abs(change.by)), "after": number(change.after)}
    if change.kind == "times":
        told["factor"] = details["by"]
    return _sentence(change) % told


def _sentence(change: Change) -> str:
    """The sentence of a change; its placeholders are the change's details."""
    if change.kind == "rounded":
        if "step" in change.details:
            return _("rounded to steps of %(step)s = %(after)s")
        return ROUNDED[str(change.details["how"])]()
    if change.kind == "kept":
        return _("counted up to %(after)s") if change.by < 0 else _("counted as at least %(after)s")
    if change.kind == "fine" and "short" in change.details:
        return _("less %(by)s for %(title)s (%(count)s, off by %(short)s)")
    return {
        "fine": _("less %(by)s for %(title)s (%(count)s)"),
        "award": _("%(by)s for %(title)s (%(count)s)"),
        "times": _("times %(factor)s = %(after)s"),
        "once": _("counted once, with %(title)s"),
        "left out": _("scaled up from %(rest)s to %(full)s points = %(after)s"),
        "penalty": _("less %(by)s for %(title)s = %(after)s"),
        "bonus": _("plus %(by)s for %(title)s = %(after)s"),
        "cap": _("counted up to %(cap)s"),
        "floor": _("never below %(after)s"),
        "scaled": _("× %(to)s ÷ %(of)s = %(after)s"),
    }[change.kind]


ROUNDED: Mapping[str, Callable[[], str]] = {
    "half up": lambda: _("rounded half up to %(places)s decimals = %(after)s"),
    "half even": lambda: _("rounded half to even to %(places)s decimals = %(after)s"),
    "down": lambda: _("rounded down to %(places)s decimals = %(after)s"),
    "up": lambda: _("rounded up to %(places)s decimals = %(after)s"),
}
