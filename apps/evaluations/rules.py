"""Who may start a run?"""

import rules

from apps.campaigns.rules import can_conduct

rules.add_perm("evaluations.start_run", can_conduct)
