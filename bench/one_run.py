"""One working run of a campaign in a worker's process: prints its seconds by the clock and its peak memory as JSON.

Where a run stands already, one sheet in a hundred gets another mark first, as a day of work leaves it.
"""

import json
import re
import sys
import time
from pathlib import Path

import django

CHANGED = """
UPDATE assessments_sheet SET marks = jsonb_set(marks, '{A1}', to_jsonb(((100 + random() * 100)::int * 10))),
       version = version + 1, changed_at = now()
WHERE assessment_id IN (SELECT id FROM assessments_assessment WHERE campaign_id = %s AND random() < 0.01)
"""


def main(campaign_id: int) -> None:
    django.setup()
    from django.db import connection

    from apps.campaigns.models import Campaign
    from apps.core.memory import map_large_blocks
    from apps.evaluations.models import CurrentRun, Run
    from apps.evaluations.services import make

    map_large_blocks()
    campaign = Campaign.objects.select_related("rulebook_version", "committee").get(pk=campaign_id)
    if CurrentRun.objects.filter(campaign=campaign).exists():
        with connection.cursor() as cursor:
            cursor.execute(CHANGED, [campaign.pk])
    began = time.perf_counter()
    steps: dict[str, float] = {}
    make(
        Run(campaign=campaign, rulebook_version=campaign.rulebook_version),
        lambda step, *_: steps.setdefault(step, round(time.perf_counter() - began, 2)),
    )
    print(json.dumps({"seconds": time.perf_counter() - began, "peak": peak(), "steps": steps}))


def peak() -> int:
    """The most memory that this process ever held, in MiB; not what its parent held before it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found.group(1)) // 1024 if found else 0


main(int(sys.argv[1]))
