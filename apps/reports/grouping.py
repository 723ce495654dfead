"""Into which groups do a run's branches fall? By zone, type or size, as numbers with names."""

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from apps.evaluations.columns import inputs_of
from apps.evaluations.models import Run
from apps.evaluations.sizes import members_of, size_names, size_numbers
from apps.organisations.models import Zone

SCOPES = ("zone", "type", "size")


def groups_of(run: Run, scope: str, zones: Sequence[Zone]) -> tuple[np.ndarray, list[str]]:
    """The group of each branch in the order of the run's inputs, and the groups' names in the order of the numbers."""
    inputs = inputs_of(run)
    if scope == "size":
        return size_numbers(members_of(run)), size_names()
    if scope == "type":
        names = sorted(set(inputs.type))
        return np.array([names.index(name) for name in inputs.type]), [name or _("no type") for name in names]
    place = {zone.pk: number for number, zone in enumerate(zones)}
    numbers = np.array([place.get(pk, len(zones)) for pk in inputs.zone])
    return numbers, [*(zone.name for zone in zones), _("no zone")]


def scope_labels() -> dict[str, str]:
    """What the scopes are called."""
    return {"zone": _("Zone"), "type": _("Type"), "size": _("Size")}
