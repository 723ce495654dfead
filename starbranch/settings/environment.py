"""What the environment says: home folder, database, broker, secret key."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """Folder for the database file, uploads, logs, sockets and the secret key."""
    return Path(os.environ.get("STARBRANCH_HOME") or ROOT / "var").resolve()


def listed(name: str) -> list[str]:
    """A comma-parted environment variable as a list without blanks."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def flag(name: str, default: bool) -> bool:
    """A yes-or-no environment variable: 1, true, yes, on are yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number; the start stops with the variable's name where it is none."""
    value = os.environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number.")
    return int(value) if value else default


def database(url: str | None) -> dict:
    """Django's database entry for `sqlite:///path` or `postgres://user:password@host:port/name?option=value`."""
    if not url:
        return sqlite(home() / "starbranch.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL: unknown scheme {parts.scheme!r}; use sqlite:// or postgres://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django_prometheus.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: Path) -> dict:
    """One file, write-ahead log and immediate transactions: no lost concurrent writes (docs/architecture.md).

    Sixteen megabytes of it stay at hand in each connection: two, SQLite's own choice, are less than one evaluation
    writes.
    """
    return {
        "ENGINE": "django_prometheus.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;",
        },
        "TEST": {"NAME": path.with_name(f"test-{path.name}")},
    }


def secret_key() -> str:
    """The key of sessions and signatures: from the environment, else the private file that the first start made.

    A command in a checkout that never started (`rate`) gets a random one for its own process.
    """
    key = os.environ.get("DJANGO_SECRET_KEY", "")
    if key:
        return key
    stored = home() / "secret-key"
    return stored.read_text().strip() if stored.exists() else secrets.token_urlsafe(50)


def strong_secret_key() -> str:
    """For production: a missing, short or example key stops the start."""
    key = os.environ.get("DJANGO_SECRET_KEY", "")
    if len(key) < 50 or len(set(key)) < 10 or any(word in key.lower() for word in ("insecure", "change", "example")):
        raise ImproperlyConfigured("DJANGO_SECRET_KEY must be set to at least 50 random characters of your own.")
    return key
