"""One command on one machine: SQLite in the home folder, a private broker, plain HTTP."""

from starbranch.settings.base import *
from starbranch.settings.environment import listed, secret_key
from starbranch.settings.logging import logging_for

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = listed("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")
LOGGING = logging_for(json=False)
