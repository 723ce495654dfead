"""Words of the language that forms offer, and how they are said."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

EFFECTS = (
    "no level",
    "no stars",
    "one level down",
    "no promotion",
    "not rated",
)
SCOPES = ("campaign", "zone", "unit", "type", "size")
HOW = ("papers", "on-site", "ballot", "system")
BLANKS = ("error", "zero", "full", "left out", "not rated", "fail")
SAID: Mapping[str, Any] = {
    "no level": _("no level this year"),
    "no stars": _("no star, and the last level"),
    "one level down": _("one level down"),
    "no promotion": _("not above last year's level"),
    "campaign": _("the whole campaign"),
    "zone": _("a zone"),
    "unit": _("a unit"),
    "type": _("a branch type"),
    "size": _("a size band"),
    "everybody": _("all branches that take part"),
    "rated": _("the rated branches"),
    "qualified": _("those who reach it"),
    "taken in": _("taken in"),
    "meeting": _("left to a meeting"),
    "papers": _("by papers"),
    "on-site": _("on site"),
    "ballot": _("by ballot"),
    "system": _("by the system"),
    "error": _("not allowed"),
    "zero": _("counts 0"),
    "full": _("counts full"),
    "not rated": _("takes the branch out of the rating"),
    "fail": _("is not a pass"),
    "pass-or-fail": _("passed or failed"),
    "best": _("the best"),
    "sum": _("all of them"),
    "best 2": _("the two best"),
    "yes": _("yes"),
    "units.full": _("only whole units"),
    "ties.left out": _("left out"),
    "blank.left out": _("is left out, the rest is scaled up"),
    "begun": _("a unit begun counts"),
    "exact": _("in proportion"),
}
