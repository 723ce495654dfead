"""Production refuses to start on secrets that are missing, weak or made for examples."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
STRONG = "Zq7vT2mX9cR4bN8kL1pW6sD3fG5hJ0yU" * 2
COMPLETE = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "starbranch.settings.production",
    "DJANGO_SECRET_KEY": STRONG,
    "ALLOWED_HOSTS": "stars.example.gov.cn",
    "DATABASE_URL": "postgres://starbranch:secret@127.0.0.1:5432/starbranch",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def settings(environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Read the settings in a process of their own; prints the host names that are allowed."""
    script = "from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_start_production_with_everything_set_is_allowed():
    started = settings(COMPLETE)

    assert (started.returncode, started.stdout) == (0, "['stars.example.gov.cn']\n")


@pytest.mark.parametrize("key", [None, "", "short", "a" * 64, "django-insecure-" + STRONG, "change-me-" + STRONG])
def test_start_production_with_weak_key_is_refused(key):
    environment = {name: value for name, value in COMPLETE.items() if name != "DJANGO_SECRET_KEY"}
    if key is not None:
        environment["DJANGO_SECRET_KEY"] = key

    refused = settings(environment)

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: "
        "DJANGO_SECRET_KEY must be set to at least 50 random characters of your own."
    )


@pytest.mark.parametrize("name", ["ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_start_production_without_a_needed_setting_names_it(name):
    refused = settings({key: value for key, value in COMPLETE.items() if key != name})

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].endswith(f"ImproperlyConfigured: {name} must be set in production.")
