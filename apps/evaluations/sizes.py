"""How large is each branch of a run? Members, and the bands in which sizes are compared."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.evaluations.columns import inputs_of
from apps.evaluations.models import Run

# Members at which the next band begins, where the rulebook names none.
BANDS = (6, 11, 21, 51)
UNKNOWN = -1


def members_of(run: Run) -> np.ndarray:
    """integers[n]: the members of each branch in the order of the run's inputs, −1 where they are not on record."""
    known = dict(Assessment.objects.filter(campaign=run.campaign_id).values_list("pk", "members"))
    found = (known.get(pk) for pk in inputs_of(run).assessments)
    return np.array([UNKNOWN if members is None else members for members in found], np.int64)


def size_numbers(members: np.ndarray, bands: Sequence[int] = ()) -> np.ndarray:
    """integers[n]: the band of each branch from 0; the last number is for those whose members are not known."""
    edges = bands or BANDS
    return np.where(members == UNKNOWN, len(edges) + 1, np.searchsorted(edges, members, side="right"))


def size_names(bands: Sequence[int] = ()) -> list[str]:
    """What the bands are called, smallest first, and who is not known."""
    edges = list(bands or BANDS)
    inner = [
        _("%(first)s to %(last)s members") % {"first": first, "last": after - 1} for first, after in pairwise(edges)
    ]
    first = _("up to %(n)s members") % {"n": edges[0] - 1}
    return [first, *inner, _("%(n)s members and more") % {"n": edges[-1]}, _("members not on record")]
