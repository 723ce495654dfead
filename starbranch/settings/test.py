"""Tests: the launcher names database and broker; passwords hash fast; static files are served as they lie."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("STARBRANCH_HOME", str(Path(tempfile.gettempdir()) / "starbranch-test"))

from starbranch.settings.base import *
from starbranch.settings.logging import logging_for

SECRET_KEY = "only-for-tests-" + "x9Kf3" * 10
DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "apps.accounts.hashers.OneTimePasswordHasher",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Tests change rows beneath a page's feet; those of kept pages keep them.
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
PROMETHEUS_EXPORT_MIGRATIONS = False
LOGGING = logging_for(json=False, level="CRITICAL")
