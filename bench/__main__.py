"""Prints every figure as a table, or those of the rows that are named; the same table stands in docs/benchmarks.md."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.parts import PARTS, SIZES

HEAD = "| # | Work | takes | Reference in the same run | takes | ratio | goal |\n|---|---|---|---|---|---|---|"


def main() -> int:
    """All figures that are asked for, each database in a process of its own: Django serves one."""
    asked = arguments()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n\n{HEAD}", flush=True)
    wanted = {part.database for part in PARTS if part.is_asked(asked.rows)}
    found, code = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for database in sorted(wanted & {asked.database or "sqlite", asked.database or "postgres"}, reverse=True):
            report = Path(folder) / database
            command = [sys.executable, "-m", "bench.house_of", database, asked.sizes, str(report), *asked.rows]
            code = max(code, subprocess.run(command, check=False).returncode)
            found += json.loads(report.read_text()) if report.exists() else []
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return code


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    rows = sorted({code for part in PARTS for code in part.codes} | {part.of.split(":")[0] for part in PARTS})
    parser = argparse.ArgumentParser(prog="bin/bench", description="Speed as ratios to references in the same run.")
    parser.add_argument("rows", nargs="*", metavar="row", help=f"of {', '.join(rows)}; all of them without any")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="branches, as 10000,100000")
    parser.add_argument("--database", choices=("sqlite", "postgres"), help="only what is measured on it")
    parser.add_argument("--json", metavar="FILE", help="the figures as a list of objects")
    asked = parser.parse_args()
    if unknown := [row for row in asked.rows if row not in rows]:
        parser.error(f"no such row: {', '.join(unknown)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
