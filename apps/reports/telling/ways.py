"""What would win the next star or level, in words? The shortest changes, or what stands before them."""

from fractions import Fraction

from django.utils.translation import gettext as _

from apps.rating.points import HUNDRED, show_points
from apps.rating.reasons import Hurdle, Option, Way
from apps.reports.telling.comparing import ticked
from apps.reports.telling.outcome import quota_name
from apps.reports.telling.words import Words, listed, number


def way_title(words: Words, way: Way, level: int) -> str:
    """What the way leads to. level: the position of the present one."""
    told = {"level": words.level(way.level)}
    if way.kind == "seat":
        return _("Win a place within the limit and become %(level)s") % told
    if way.kind == "level":
        return _("Become %(level)s") % {"level": words.level_named(way.code)}
    title = _("Light “%(star)s” and become %(level)s") if way.level < level else _("Light “%(star)s”")
    return title % (told | {"star": words.star(way.code)})


def way_words(words: Words, way: Way, branch_type: str = "", rank: int | None = None) -> str:
    """The shortest list of changes in one sentence, with the place that it brings beside the present one, `rank`."""
    places = {"rank": rank, "place": way.place} if rank is not None and way.place is not None else {}
    if len(way.changes) == 1:
        change = way.changes[0]
        told = places | {"criterion": words.title(change.criterion, branch_type)}
        told |= {"now": mark_text(words, change.criterion, change.now)}
        told |= {"needed": mark_text(words, change.criterion, change.needed)}
        return _one(words, change, bool(places)) % told
    names = listed([change_words(words, change, branch_type) for change in way.changes])
    if places:
        sentence = _("Several criteria together: %(names)s; expected place %(rank)s → %(place)s.")
        return sentence % (places | {"names": names})
    return _("Several criteria together: %(names)s.") % {"names": names}


def _one(words: Words, change: Option, has_place: bool) -> str:
    """The sentence of one change; its placeholders are criterion, now, needed and the places."""
    if is_pass(words, change.criterion):
        if has_place:
            return _("Pass “%(criterion)s”; expected place %(rank)s → %(place)s.")
        return _("Pass “%(criterion)s”.")
    if is_lowered(change):
        if has_place:
            return _("Lower “%(criterion)s” from %(now)s to %(needed)s; expected place %(rank)s → %(place)s.")
        return _("Lower “%(criterion)s” from %(now)s to %(needed)s.")
    if has_place:
        return _("Raise “%(criterion)s” from %(now)s to %(needed)s; expected place %(rank)s → %(place)s.")
    return _("Raise “%(criterion)s” from %(now)s to %(needed)s.")


def is_lowered(change: Option) -> bool:
    return change.now is not None and change.needed < change.now


def change_words(words: Words, change: Option, branch_type: str = "") -> str:
    """One change among several."""
    if is_pass(words, change.criterion):
        return _("pass %(criterion)s") % {"criterion": words.title(change.criterion, branch_type)}
    now, needed = (mark_text(words, change.criterion, value) for value in (change.now, change.needed))
    return f"{words.title(change.criterion, branch_type)} {now} → {needed}"


def is_pass(words: Words, code: str) -> bool:
    return any(each.code == code and each.kind == "pass" for each in words.rules.criteria)


def mark_text(words: Words, code: str, hundredths: int | None) -> str:
    """What is typed on a criterion as people read it: points, passed or not, the word of a choice; a dash for blank."""
    if hundredths is None:
        return "–"
    criterion = next((each for each in words.rules.criteria if each.code == code), None)
    if criterion is not None and criterion.kind == "pass":
        return _("passed") if hundredths else _("not passed")
    if criterion is not None and criterion.kind == "yes-or-no":
        return _("yes") if hundredths else _("no")
    if criterion is not None and criterion.kind == "choice" and 0 < hundredths // HUNDRED <= len(criterion.choices):
        choice, title = criterion.choices[hundredths // HUNDRED - 1]
        return words.both(choice, title.get(words.language))
    return show_points(hundredths)


def hurdle_words(words: Words, hurdle: Hurdle) -> str:
    """What stands before the level above, plainly."""
    if hurdle.kind == "veto":
        return _("%(veto)s stands: no change of marks leads further this year.") % {"veto": words.veto(hurdle.code)}
    if hurdle.kind == "vetoes":
        return _("Several vetoes stand: no change of marks leads further this year.")
    if hurdle.kind == "ladder":
        return _("The step-by-step rule allows no higher level this year, whatever the marks.")
    if hurdle.kind == "unrated":
        return _("The branch is not rated this year, whatever the marks.")
    if hurdle.kind == "quota":
        quota = words.rules.quotas[int(hurdle.code)]
        return _("The conditions are met; the places are limited (%(quota)s).") % {"quota": quota_name(words, quota)}
    asked = listed([ticked(words, each).text for each in hurdle.asked])
    return _("Marks alone do not do it. Still needed: %(asked)s.") % {"asked": asked}


def gap_text(gap: Fraction | None) -> str:
    """What is missing as text; empty where no single number says it."""
    return "" if not gap else number(gap)
