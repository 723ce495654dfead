"""S2 and S10: a whole working run on PostgreSQL, against one SQL statement written by hand for these very rules.

By the clock: the server works while the process does, and both are waited for.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from django.db import connection

from apps.campaigns.models import Campaign
from bench.scale import CODES, campaign_of
from bench.timing import Figure, best, wall

MOST_MEMORY = 400
TRIES = {1_000_000: 2}

TABLE = """
CREATE TABLE IF NOT EXISTS bench_result (
    run bigint, assessment bigint, position int, name text, path text, unit bigint, zone bigint, branch_type text,
    a int, b int, c int, d int, e int, total int, stars int, lit int, level int,
    rank int, rank_zone int, rank_unit int, rank_type int, PRIMARY KEY (run, position), UNIQUE (run, assessment));
CREATE INDEX IF NOT EXISTS by_hand_zone ON bench_result (run, zone, position);
CREATE INDEX IF NOT EXISTS by_hand_unit ON bench_result (run, unit, position);
CREATE INDEX IF NOT EXISTS by_hand_type ON bench_result (run, branch_type, position);
CREATE INDEX IF NOT EXISTS by_hand_level ON bench_result (run, level, position);
"""


def sum_of(codes: Sequence[str]) -> str:
    return " + ".join(f"coalesce((marks->>'{code}')::int, 0)" for code in codes)


SECTIONS = {section.lower(): [code for code in CODES if code[0] == section] for section in "ABCDE"}
# In the order of xuchang-2025: stars, then points, then the first section.
ORDER = "stars DESC, total DESC, a DESC"
STATEMENT = f"""
INSERT INTO bench_result
WITH summed AS (
    SELECT one.id, one.name, one.path, one.order_path, one.unit_id, one.zone_id, one.branch_type,
           {", ".join(f"{sum_of(codes)} AS {name}" for name, codes in SECTIONS.items())}
    FROM assessments_assessment AS one
    JOIN assessments_sheet AS sheet ON sheet.assessment_id = one.id AND sheet.party = 'superior'
    WHERE one.campaign_id = %(campaign)s
), lit AS (
    SELECT *, a + b + c + d + e AS total,
           (a >= 8000)::int + (b >= 8000)::int + (c >= 8000)::int + (d >= 8000)::int + (e >= 8000)::int AS stars,
           (a >= 8000)::int + 2 * (b >= 8000)::int + 4 * (c >= 8000)::int + 8 * (d >= 8000)::int
           + 16 * (e >= 8000)::int AS lit
    FROM summed
)
SELECT %(run)s, id, row_number() OVER (ORDER BY {ORDER}, order_path), name, path, unit_id, zone_id, branch_type,
       a, b, c, d, e, total, stars, lit, CASE stars WHEN 5 THEN 0 WHEN 4 THEN 1 WHEN 3 THEN 2 ELSE 3 END,
       rank() OVER (ORDER BY {ORDER}),
       rank() OVER (PARTITION BY zone_id ORDER BY {ORDER}),
       rank() OVER (PARTITION BY unit_id ORDER BY {ORDER}),
       rank() OVER (PARTITION BY branch_type ORDER BY {ORDER})
FROM lit
"""


def figures(sizes: Sequence[int]) -> Iterator[Figure]:
    """Each size: the first run, runs that follow a change of one mark in a hundred, and the worker's memory."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    for branches in sizes:
        yield from runs_of(campaign_of(branches), branches)


def runs_of(campaign: Campaign, branches: int) -> Iterator[Figure]:
    first = in_worker(campaign)
    later: list[dict] = []
    _ours, reference = best(
        lambda: later.append(in_worker(campaign)), lambda: by_hand(campaign), TRIES.get(branches, 3), clock=wall
    )
    seconds = min(one["seconds"] for one in later)
    for told, taken in (("first run, every sheet read,", first["seconds"]), ("run after 1 % changed,", seconds)):
        yield Figure("S2", f"{told} {branches:,} branches", taken, "one SQL statement", reference, 1, n=branches)
    peak = max(one["peak"] for one in [first, *later])
    work, goal = f"memory of a worker during S2, {branches:,} branches", f"{MOST_MEMORY} MiB"
    yield Figure("S10", work, peak, goal, MOST_MEMORY, 1, n=branches, unit="MiB")


def by_hand(campaign: Campaign) -> None:
    """The whole cohort into an empty table with its indexes; nothing of a former run to drop, no digest, no inputs."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_result")
        cursor.execute(STATEMENT, {"campaign": campaign.pk, "run": 1})


def in_worker(campaign: Campaign) -> dict:
    """A working run in a process of its own, as a worker does it: its seconds by the clock, its peak in MiB."""
    command = [sys.executable, "-m", "bench.one_run", str(campaign.pk)]
    done = subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True)
    found: dict = json.loads(done.stdout.splitlines()[-1])
    return found
