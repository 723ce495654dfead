"""The leniency of a scorer in words beside what they marked; it is never put into any mark, place or level."""

from collections.abc import Mapping

from django.core.cache import cache
from django.utils.translation import gettext as _

from apps.assessments.lines import main_sheet
from apps.assessments.models import Assignment
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Run
from apps.evaluations.scorers.leniency import Leniency
from apps.evaluations.scorers.lenient import LeniencyView
from apps.rating.points import show_points

KEPT = 3600
# Leans are told in tenths of a point.
TENTH = 10


def lean_of_branch(run: Run, assessment: int) -> str:
    """How lenient the scorer of a branch is, where that is hardly chance; empty where nobody was given the branch."""
    party = main_sheet(rulebook_of(run.rulebook_version))
    rows = Assignment.objects.standing().filter(campaign=run.campaign_id, assessment=assessment, party=party)
    person = rows.values_list("person", flat=True).first()
    lean = sure_leans(run, party).get(person) if person else None
    return lean_words(lean) if lean else ""


def sure_leans(run: Run, party: str) -> Mapping[int, int]:
    """By scorer the hundredths of a point that they are hardly by chance away from the middle; kept for each run."""
    key = f"leniency:{run.pk}:{run.digest[:16]}:{party}"
    found = cache.get(key)
    if found is None:
        rows = LeniencyView(run.campaign, party).rows
        found = {row.person.pk: rounded(row.best) for row in rows if row.best and row.best.is_sure}
        cache.set(key, found, KEPT)
    return found


def rounded(found: Leniency) -> int:
    """The lean in hundredths, to a tenth of a point."""
    return round(found.lean / TENTH) * TENTH


def lean_words(lean: int) -> str:
    """A lean in a sentence; nothing of a lean that rounds to none."""
    if not lean:
        return ""
    words = {"points": show_points(abs(lean))}
    if lean > 0:
        return _("its scorer is lenient by %(points)s points, not adjusted") % words
    return _("its scorer is strict by %(points)s points, not adjusted") % words
