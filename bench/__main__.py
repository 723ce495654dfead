"""Prints every figure as a table; the same table stands in docs/benchmarks.md."""

import os
import platform
import resource
import tempfile

HEAD = "| # | Work | takes | Reference in the same run | takes | ratio | goal |\n|---|---|---|---|---|---|---|"


def main() -> None:
    """All figures in a house of their own, which is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"STARBRANCH_HOME": home, "DJANGO_SETTINGS_MODULE": "starbranch.settings.local"}
        os.environ |= {"DATABASE_URL": f"sqlite:///{home}/bench.sqlite3", "REDIS_URL": f"unix://{home}/none.sock?db=0"}
        import django

        django.setup()
        from bench import house, rating

        print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n\n{HEAD}", flush=True)
        for part in (rating, house):
            for figure in part.figures():
                print(figure.line(), flush=True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"\nPeak memory of the whole bench: {peak} MiB")


main()
