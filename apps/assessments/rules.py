"""Who may mark, enrol and import?"""

from typing import Any

import rules

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Sheet
from apps.campaigns.rules import can_conduct
from apps.organisations.choices import Power
from apps.organisations.models import reach_of

POWER_OF_PARTY = {Party.SUPERIOR: Power.MARK, Party.SELF: Power.SELF_MARK}


@rules.predicate
def can_change_sheet(person: Any, sheet: Sheet) -> bool:
    """The superior's sheet by those who mark there, the self-assessment by the branch's own people."""
    return may_mark(person, sheet.assessment, sheet.party)


def may_mark(person: Any, assessment: Assessment, party: str) -> bool:
    """Whether the person's offices include the marks of `party` on this assessment."""
    return reach_of(person).covers(POWER_OF_PARTY[Party(party)], assessment.path, assessment.zone_id)


rules.add_perm("assessments.save_sheet", can_change_sheet)
rules.add_perm("assessments.enrol_branches", can_conduct)
rules.add_perm("assessments.import_marks", can_conduct)
