"""Is this container's program healthy? Asked by the health checks of docker-compose.yml; exit code 0 is yes."""

import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

# Beat writes its schedule down every three minutes.
STALE_AFTER = 600


def web() -> bool:
    """The server answers, and reaches the database and the broker; asked under a name that it allows."""
    port = int(os.environ.get("GRANIAN_PORT", "8000"))
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", "/health/ready", headers={"Host": name})
        return connection.getresponse().status == 200


def worker() -> bool:
    """The worker of this host answers over the broker."""
    from starbranch.celery import app

    return bool(app.control.ping(destination=[f"celery@{socket.gethostname()}"], timeout=5))


def beat() -> bool:
    """The clock has written its schedule down lately."""
    home = Path(os.environ["STARBRANCH_HOME"])
    written = [path.stat().st_mtime for path in home.glob("beat-schedule*")]
    return bool(written) and time.time() - max(written) < STALE_AFTER


PROBES: dict[str, Callable[[], bool]] = {"web": web, "worker": worker, "beat": beat}


def main(name: str) -> int:
    """Exit code 0 where the named program is healthy; whatever goes wrong in asking is a no."""
    try:
        return 0 if PROBES[name]() else 1
    except Exception as fault:
        print(f"{name}: {fault}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
