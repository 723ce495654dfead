"""Is there a Chromium to test with, and how is it started without asking anybody outside?"""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The browser's path: the one that STARBRANCH_TEST_CHROMIUM names, else the system's; None where there is none."""
    named = os.environ.get("STARBRANCH_TEST_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)
