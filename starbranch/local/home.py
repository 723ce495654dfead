"""Where does one machine's starbranch keep its things? A private folder, its key, its lock, a socket's path."""

import fcntl
import hashlib
import json
import os
import secrets
import stat
import tempfile
from pathlib import Path

LONGEST_SOCKET = 100
SAFE_IN_ADDRESSES = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")


class HomeInUse(Exception):
    """Another start already serves from this home; says which process, and where."""


class Home:
    """The home folder, made private on sight."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        for folder in (self.path, self.path / "log", self.path / "run", self.path / "broker"):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)

    def log(self, name: str) -> Path:
        """The log file of one program."""
        return self.path / "log" / f"{name}.log"

    def secret_key(self) -> str:
        """The installation's own random key: made once, readable by its owner alone."""
        path = self.path / "secret-key"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        return path.read_text()

    def broker_socket(self) -> Path:
        """The broker's socket: in the home, or in a private short folder where the home's path would not fit."""
        path = self.path / "run" / "broker.sock"
        if len(os.fsencode(path)) <= LONGEST_SOCKET and set(str(path)) <= SAFE_IN_ADDRESSES:
            return path
        mark = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return private_folder(Path(tempfile.gettempdir()) / f"starbranch-{os.getuid()}-{mark}") / "broker.sock"

    def hold(self, address: str) -> None:
        """Take the home for this process until it ends; refuses with HomeInUse while another holds it."""
        self.lock = descriptor = os.open(self.path / "run" / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held = json.loads(os.pread(descriptor, 4096, 0) or b"{}")
            where, who = held.get("address", "?"), held.get("process", "?")
            raise HomeInUse(f"already serving from {self.path}: {where} (process {who})") from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"address": address, "process": os.getpid()}).encode(), 0)


def private_folder(path: Path) -> Path:
    """A folder in a place that others may write to: ours alone, or refused with PermissionError."""
    path.mkdir(mode=0o700, exist_ok=True)
    state = path.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise PermissionError(f"{path} is not a private folder of this user; remove it and start again")
    return path
