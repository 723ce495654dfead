"""Count what filling in a self-assessment takes; a measurement, so the audit record does not keep it."""

from typing import Any

from django.db import transaction
from django.db.models import F

from apps.assessments.choices import Party
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment, Burden, Sheet
from apps.assessments.services.submissions import submission_of
from apps.core.permissions import authorise

# More than a person does between two savings is a fault of the counter, or bent by hand.
MOST = {"touches": 2_000, "seconds": 4 * 3_600, "uploads": 200}


@transaction.atomic
def count_burden(actor: Any, assessment: Assessment, *, touches: int = 0, seconds: int = 0, uploads: int = 0) -> None:
    """Add to the branch's figures; silently nothing once the unit has it.

    Refuses everybody but those who fill it in: looking on is no burden of the branch.
    """
    authorise(actor, "assessments.save_sheet", Sheet(assessment=assessment, party=Party.SELF))
    counted = {"touches": touches, "seconds": seconds, "uploads": uploads}
    more = {name: min(max(0, n), MOST[name]) for name, n in counted.items()}
    if not any(more.values()) or submission_of(assessment).status not in WITH_THE_BRANCH:
        return
    Burden.objects.get_or_create(assessment=assessment)
    Burden.objects.filter(assessment=assessment).update(**{name: F(name) + n for name, n in more.items()})
