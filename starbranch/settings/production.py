"""Behind nginx: refuses a default secret key, speaks HTTPS only, logs JSON lines."""

import os

from django.core.exceptions import ImproperlyConfigured

from starbranch.settings.base import *
from starbranch.settings.environment import flag, listed, strong_secret_key
from starbranch.settings.logging import logging_for

SECRET_KEY = strong_secret_key()
DEBUG = False
ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")
for needed in ("ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"):
    if not os.environ.get(needed):
        raise ImproperlyConfigured(f"{needed} must be set in production.")

HTTPS = flag("STARBRANCH_HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# nginx in front writes the client's address into X-Forwarded-For.
REST_FRAMEWORK = REST_FRAMEWORK | {"NUM_PROXIES": 1}
ALLAUTH_TRUSTED_PROXY_COUNT = 1
LOGGING = logging_for(json=True)
