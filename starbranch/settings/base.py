"""Settings that hold wherever starbranch runs."""

import os
from datetime import timedelta

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from starbranch.settings import environment
from starbranch.settings.messages import *
from starbranch.settings.rest import *

BASE_DIR = environment.ROOT
HOME = environment.home()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
    "template_partials",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rules",
    "apps.core",
    "apps.audit",
    "apps.jobs",
    "apps.accounts",
    "apps.organisations",
    "apps.branches",
    "apps.evidence",
    "apps.ledgers",
    "apps.criteria",
    "apps.campaigns",
    "apps.assessments",
    "apps.ballots",
    "apps.evaluations",
    "apps.demonstrations",
    "apps.workflow",
    "apps.reports",
]

MIDDLEWARE = [
    "starbranch.unwatched.MetricsBefore",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.PersonalLanguage",
    "starbranch.unwatched.Seen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "starbranch.unwatched.RequestLines",
    "apps.accounts.middleware.PasswordChangeFirst",
    "apps.assessments.guests.GuestsKeepToTheirDesk",
    "apps.core.middleware.DomainErrors",
    "apps.core.middleware.PlainText",
    "apps.workflow.middleware.FreshBell",
    "axes.middleware.AxesMiddleware",
    "starbranch.unwatched.MetricsAfter",
]

ROOT_URLCONF = "starbranch.urls"
WSGI_APPLICATION = "starbranch.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.reports.chrome.chrome",
                "apps.reports.front_door.front_door",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
# redis-py spells a socket unix://, Celery's transport redis+socket:// with the database under another name.
CELERY_REDIS_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL},
    # Whole pages, for the sessions they were made for: they never leave the process, a minute at the most.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

CELERY_BROKER_URL = CELERY_REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 3,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_BEAT_SCHEDULE = {
    "turn-stages": {"task": "workflow.tick", "schedule": timedelta(minutes=1), "options": {"expires": 60}},
    "remind": {"task": "workflow.remind", "schedule": timedelta(minutes=5), "options": {"expires": 240}},
    "send-messages": {"task": "workflow.send", "schedule": timedelta(minutes=1), "options": {"expires": 60}},
    "sweep-jobs": {"task": "jobs.sweep", "schedule": timedelta(seconds=10)},
    "turn-notices": {"task": "evaluations.notices", "schedule": timedelta(minutes=1), "options": {"expires": 60}},
    "open-gates": {"task": "demonstrations.gates", "schedule": timedelta(minutes=1), "options": {"expires": 60}},
    "reviews-of-titles": {"task": "demonstrations.reviews", "schedule": crontab(hour=0, minute=30)},
    "verify-seals": {"task": "evaluations.verify-seals", "schedule": crontab(hour=2, minute=0)},
    "verify-audit": {"task": "evaluations.verify-audit", "schedule": crontab(hour=3, minute=0)},
    "look-through-proof": {"task": "assessments.proof", "schedule": crontab(hour=1, minute=30)},
    "end-of-voting-day": {"task": "ballots.end-of-day", "schedule": crontab(hour=23, minute=59)},
    "link-audit-records": {"task": "audit.link", "schedule": timedelta(seconds=3), "options": {"expires": 10}},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "apps.accounts.backends.NameOrMobileBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "apps.accounts.hashers.OneTimePasswordHasher",
]
# A printed slip that nobody used in this time opens nothing any more.
ONE_TIME_PASSWORD_DAYS = 14
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "apps.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "apps.accounts.forms.SignInForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "starbranch"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "apps.accounts.backends.attempted_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "starbranch.formats"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "starbranch.static.TidiedStaticFiles"},
}
HELP_CONTACT = os.environ.get("STARBRANCH_CONTACT", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# A sheet of five hundred criteria sends four fields for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600
PROOF_MOST_BYTES = 15 * 1024 * 1024
PROOF_MOST_PIXELS = 120_000_000
# Seals the private keys of ballots; without it a part of the secret key does (docs/ballots.md).
BALLOT_KEY = os.environ.get("STARBRANCH_BALLOT_KEY", "")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "starbranch.errors.csrf_failed"


SILENCED_SYSTEM_CHECKS: list[str] = []
