"""What does `bin/test` check? Style, import layers, and every test on SQLite and on PostgreSQL; then the sum of it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
BIN = CHECKOUT / ".venv" / "bin"
CHECKS = {
    "style": (sys.executable, "-m", "ruff", "check", "."),
    "layout": (sys.executable, "-m", "ruff", "format", "--check", "."),
    "import layers": (sys.executable, str(BIN / "lint-imports"), "--no-logo"),
}
PYTEST = (sys.executable, "-m", "pytest")
WORKERS = ("-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder")
# Journeys run once, on the database that many people at once will use; what no database changes, on the other. Pages
# run there with the journeys; on SQLite every address is asked by the offices each time, and its pages in long runs.
PAGES = "" if os.environ.get("STARBRANCH_TEST_SOAK") == "1" else " and not pages"
RUNS = {
    "sqlite": (*WORKERS, "-m", f"not browser{PAGES}"),
    "postgres": (*WORKERS, "-m", "browser or not pure"),
}
# What a person set for the running application must not reach the tests; without bytecode each run starts slowly.
APPLICATION = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "STARBRANCH_HOME", "DJANGO_SECRET_KEY")
CLEARED = (*APPLICATION, "PYTHONDONTWRITEBYTECODE")
NOTHING_COLLECTED = 5
PATIENCE = 60


def main(arguments: list[str]) -> int:
    """With arguments: one pytest run over them. Without: everything, the sum on the last line."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    os.chdir(CHECKOUT)
    for name in CLEARED:
        os.environ.pop(name, None)
    try:
        return run((*PYTEST, *arguments)) if arguments else everything()
    except KeyboardInterrupt:
        return 130


def everything() -> int:
    """All checks and both runs, whatever fails; 0 only when nothing did and something ran."""
    began = time.monotonic()
    faulty = [name for name, command in CHECKS.items() if announced(name, command) != 0]
    counts, reasons = Counter(), Counter()
    for database, options in RUNS.items():
        code, found = run_on(database, options)
        counts.update(found.get("counts", {}))
        reasons.update(found.get("reasons", {}))
        if code not in (0, NOTHING_COLLECTED) and not counts["failed"] + counts["error"]:
            faulty.append(f"the run on {database} (exit code {code})")
    return summary(faulty, counts, reasons, time.monotonic() - began)


def run_on(database: str, options: tuple[str, ...]) -> tuple[int, dict]:
    """One pytest run: its exit code, its counts and the reasons for what it skipped."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        told = {"STARBRANCH_TEST_DATABASE": database, "STARBRANCH_TEST_REPORT": str(report)}
        code = announced(f"tests on {database}", (*PYTEST, *options), told)
        return code, json.loads(report.read_text()) if report.exists() else {}


def announced(title: str, command: tuple[str, ...], told: dict[str, str] | None = None) -> int:
    """Run a command under a heading."""
    print(f"\n=== {title}", flush=True)
    return run(command, told)


def run(command: tuple[str, ...], told: dict[str, str] | None = None) -> int:
    """A command's exit code. On an interrupt it is let finish its clearing up, for it has heard of it too."""
    process = subprocess.Popen(command, env=os.environ | (told or {}))
    try:
        return process.wait()
    except KeyboardInterrupt as request:
        if request.args:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
        raise


def summary(faulty: list[str], counts: Counter, reasons: Counter, seconds: float) -> int:
    """Say what was skipped and what failed; the last line holds the sums of both runs."""
    print(f"\n=== done in {seconds:.0f} s")
    for reason, times in sorted(reasons.items()):
        print(f"SKIPPED {times} x: {reason}")
    for name in faulty:
        print(f"FAILED: {name}")
    failed = counts["failed"] + counts["error"] + len(faulty)
    print(f"{counts['passed']} passed, {failed} failed, {counts['skipped']} skipped", flush=True)
    return int(failed > 0 or counts["passed"] == 0)


def interrupt(number: int, frame: object) -> None:
    """A TERM or HUP reaches this process alone, unlike Ctrl-C: it is passed on."""
    raise KeyboardInterrupt(number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
