"""docker-compose.yml as a container engine reads it, and its services as plain processes on this machine."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from starbranch.local import processes

CHECKOUT = Path(__file__).parents[2]
FILE = CHECKOUT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?:(?P<how>:[?-])(?P<rest>[^}]*))?\}")


class NotSet(Exception):
    """A variable that the file requires is missing; holds its name."""


def services(environment: dict[str, str]) -> dict[str, dict]:
    """The file's services with every variable filled in; refuses with NotSet as `docker compose` would."""
    return filled_in(yaml.safe_load(FILE.read_text()), environment)["services"]


def filled_in(part: Any, environment: dict[str, str]) -> Any:
    """A part of the parsed file with the variables in its strings filled in: no value is read as YAML again."""
    if isinstance(part, dict):
        return {name: filled_in(inner, environment) for name, inner in part.items()}
    if isinstance(part, list):
        return [filled_in(inner, environment) for inner in part]
    if isinstance(part, str):
        return VARIABLE.sub(lambda found: value(found, environment), part)
    return part


def value(found: re.Match, environment: dict[str, str]) -> str:
    """What stands for one `${NAME}`, `${NAME:-default}`, `${NAME:?message}` or `$$`."""
    if found["name"] is None:
        return "$"
    given = environment.get(found["name"], "")
    if not given and found["how"] == ":?":
        raise NotSet(found["name"])
    return given or (found["rest"] or "" if found["how"] == ":-" else "")


class Machine:
    """This machine in place of the engine: where containers' names, ports and folders lie here."""

    def __init__(self, folder: Path, places: dict[str, str], web_port: int) -> None:
        self.folder = folder
        self.places = {"/data": str(folder / "data"), **places}
        self.web_port = web_port
        (folder / "data").mkdir()

    def here(self, text: str) -> str:
        """A service's text with this machine's places in it."""
        for theirs, ours in self.places.items():
            text = text.replace(theirs, ours)
        return text

    def environment(self, service: dict) -> dict[str, str]:
        """What the service's process is told, by the file and by the image, and nothing from here."""
        told = {name: self.here(str(text)) for name, text in service.get("environment", {}).items()}
        image = {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(self.web_port), "PYTHONUNBUFFERED": "1"}
        return {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", **image, **told}

    def start(self, name: str, service: dict, command: list[str]) -> subprocess.Popen:
        """Start the service's command; its output goes to a log in the folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            words = [self.here(word) for word in command]
            return processes.start(words, self.environment(service), log, signal.SIGKILL)

    def is_healthy(self, service: dict) -> bool:
        """Whether the service's own health check passes now."""
        kind, *command = service["healthcheck"]["test"]
        assert kind == "CMD"
        asked = subprocess.run(
            command, env=self.environment(service), cwd=CHECKOUT, capture_output=True, timeout=60, check=False
        )
        return asked.returncode == 0

    def said(self, name: str) -> str:
        """A service's log so far."""
        return (self.folder / f"{name}.log").read_text()
