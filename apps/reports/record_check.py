"""What did going over the whole record find last, as far as a reader may see it?"""

from typing import Any

from apps.audit.faults import Fault
from apps.audit.models import Check
from apps.evaluations.services.audits import KEY, KIND
from apps.jobs.models import Job
from apps.organisations.choices import Power
from apps.organisations.models import reach_of

SHOWN = 20


def faults_in_sight(person: Any, check: Check) -> list[Fault]:
    """The kept faults of the reader's own subtrees."""
    paths = reach_of(person).paths(Power.AUDIT)
    found = [Fault(**fault) for fault in check.faults]
    return [fault for fault in found if any(fault.node_path.startswith(path) for path in paths)]


def check_facts(person: Any) -> dict[str, Any]:
    """The newest check: how many acts, whether they hold, the faults that the reader may see; and whether one runs."""
    running = Job.objects.of(KIND, KEY).unfinished().exists()
    check = Check.objects.first()
    if check is None:
        return {"is_running": running, "last": None}
    faults = faults_in_sight(person, check)
    return {
        "is_running": running,
        "last": check,
        "faults": [str(fault) for fault in faults[:SHOWN]],
        "hidden": check.count - min(len(faults), SHOWN),
    }
