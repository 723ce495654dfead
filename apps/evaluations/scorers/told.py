"""Bands of places in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.scorers.studies import Band


def places_words(band: Band | None) -> str:
    """Between which places a branch may well stand; empty where nobody asked, or where nothing would move it."""
    if band is None or not band.is_wide:
        return ""
    return _("place may be %(low)s–%(high)s") % {"low": band.low, "high": band.high}


def level_words(band: Band | None) -> str:
    """How often another scorer would move the level; empty where it is steady."""
    if band is None or band.is_steady:
        return ""
    moved = band.repeats - band.steady
    words = ngettext("level moved in %(n)s of %(of)s", "level moved in %(n)s of %(of)s", moved)
    return words % {"n": moved, "of": band.repeats}
