"""The home folder: private, one key for ever, one start at a time, sockets with short paths."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from starbranch.local.home import Home, HomeInUse, private_folder

HOLDER = """
import sys, time
from pathlib import Path
from starbranch.local.home import Home
Home(Path(sys.argv[1])).hold("http://127.0.0.1:8000/")
print("held", flush=True)
time.sleep(1000)
"""


def mode(path: Path) -> int:
    """A file's permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_open_home_closes_it_to_others(tmp_path):
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)

    home = Home(folder)

    assert {name: mode(folder / name) for name in (".", "log", "run", "broker")} == {
        ".": 0o700,
        "log": 0o700,
        "run": 0o700,
        "broker": 0o700,
    }
    assert home.path == folder


def test_ask_for_key_twice_gives_the_same_private_one(tmp_path):
    first = Home(tmp_path).secret_key()
    second = Home(tmp_path).secret_key()

    assert second == first
    assert len(first) >= 64
    assert mode(tmp_path / "secret-key") == 0o600


def test_ask_for_key_of_another_home_gives_another(tmp_path):
    assert Home(tmp_path / "one").secret_key() != Home(tmp_path / "two").secret_key()


def test_hold_home_twice_names_who_holds_it(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    holder.stdout.readline()

    with pytest.raises(HomeInUse) as refused:
        Home(tmp_path).hold("http://127.0.0.1:8001/")

    holder.kill()
    holder.communicate()
    expected = f"already serving from {tmp_path}: http://127.0.0.1:8000/ (process {holder.pid})"
    assert str(refused.value) == expected


@pytest.mark.parametrize("name", ["d" * 120, "支部", "two words"])
def test_place_socket_of_awkward_home_in_short_private_folder(tmp_path, name):
    home = Home(tmp_path / name)

    path = home.broker_socket()

    assert len(os.fsencode(path)) <= 100
    assert path.name == "broker.sock"
    assert mode(path.parent) == 0o700
    assert home.broker_socket() == path
    path.parent.rmdir()


def test_use_foreign_folder_for_sockets_is_refused(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)

    with pytest.raises(PermissionError, match="not a private folder"):
        private_folder(folder)
