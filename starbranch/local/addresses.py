"""On which address does the web server listen, is it free, and by which names may browsers call it?"""

import contextlib
import errno
import http.client
import socket

EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, never bound to
TRIED = 200


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now. A host that is not this machine's raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def next_free(host: str, port: int) -> int | None:
    """The nearest free port above, None where none of the next ones is."""
    return next((other for other in range(port + 1, min(port + TRIED, 65536)) if is_free(host, other)), None)


def shown(host: str, port: int) -> str:
    """The address that a person on this machine types."""
    name = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def names(host: str) -> list[str]:
    """Host names under which the pages may be asked for: the machine's own where it listens everywhere."""
    found = ["localhost", "127.0.0.1", "[::1]"]
    if host not in EVERYWHERE:
        return [*found, f"[{host}]" if ":" in host else host]
    with contextlib.suppress(OSError):
        found += [socket.gethostname(), socket.getfqdn()]
        found += [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Connecting a datagram socket sends nothing; it only asks which of our addresses would be used.
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    return list(dict.fromkeys(found))


def status(host: str, port: int, path: str) -> int | None:
    """The web server's answer to one small request, None where it does not answer."""
    name = "127.0.0.1" if host in EVERYWHERE else host
    connection = http.client.HTTPConnection(name, port, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", path)
        return connection.getresponse().status
    return None
