"""Which columns can a league table have, which stand in it, and what are they called?"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from apps.evaluations.models import Run
from apps.reports.present import Presenter

# In the order of the table. The place and the name always stand.
CODES = (
    *("move", "unit", "zone", "type", "size", "stars", "level", "grade", "programme"),
    *("sections", "total", "next-place", "next-star", "places"),
)
USUAL = ("move", "stars", "level", "grade", "programme", "sections", "total", "next-place", "next-star")
# On paper there is room for more, and nobody to point at a name.
ON_PAPER = ("unit", "zone", "type", "stars", "level", "grade", "programme", "sections", "total", "next-star")
EVERYTHING = tuple(code for code in CODES if code not in ("move", "size", "next-place"))


def codes_in(text: str) -> tuple[str, ...]:
    """The columns that a comma-separated text names, in the order of the table; unknown ones are left out."""
    named = set(text.split(","))
    return tuple(code for code in CODES if code in named)


def offered(show: Presenter, run: Run, *, has_before: bool) -> tuple[str, ...]:
    """The columns that this run can fill."""
    rules, counts = show.rules, run.counts
    filled = {
        "move": has_before,
        "zone": any(counts["zone"]),
        "type": any(counts["type"]),
        "size": len(counts.get("size", ())) > 1,
        "stars": bool(rules.stars) or bool(show.most_stars),
        "grade": bool(rules.grades),
        "programme": bool(rules.programmes),
        "sections": bool(show.counted()),
        "next-star": show.has_gaps,
    }
    return tuple(code for code in CODES if filled.get(code, True))


def standing(possible: Sequence[str], *chosen: Sequence[str]) -> tuple[str, ...]:
    """The columns that stand in the table: the first choice that names any possible one, else the usual ones."""
    for wanted in (*chosen, USUAL):
        found = tuple(code for code in possible if code in wanted)
        if found:
            return found
    return ()


def labels(against: str = "") -> dict[str, str]:
    """What each column is called; `against` says what places are compared with."""
    return {
        "move": against or _("Moved"),
        "unit": _("Unit"),
        "zone": _("Zone"),
        "type": _("Type"),
        "size": _("Size"),
        "stars": _("Stars"),
        "level": _("Level"),
        "grade": _("Grade"),
        "programme": _("Programme"),
        "sections": _("Sections"),
        "total": _("Total"),
        "next-place": _("To the place above"),
        "next-star": _("To the next star"),
        "places": _("All places"),
    }
