"""What does `bin/start` run? Broker, migrations, first contents, worker and web server, until somebody stops it."""

import argparse
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from starbranch.local import addresses, broker, guardian, processes, programs, statics
from starbranch.local.broker import NoBroker
from starbranch.local.home import Home, HomeInUse
from starbranch.local.keeper import GivenUp, Keeper, StopAsked

CHECKOUT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 after a stop that was asked for, 1 with one plain message when it cannot start or go on."""
    asked = options(arguments)
    os.chdir(CHECKOUT)
    os.umask(0o077)
    try:
        home = Home(Path(os.environ.get("STARBRANCH_HOME") or CHECKOUT / "var"))
        home.hold(addresses.shown(asked.host, asked.port))
        check_address(asked.host, asked.port)
        told = environment(home, asked.host, asked.port)
        guardian.post(told[processes.START_MARK])
        keeper = Keeper(home, told, say)
        keeper.listen()
        return serve(keeper, asked.host, asked.port)
    except (GivenUp, HomeInUse, NoBroker, OSError) as fault:
        say(str(fault))
        return 1


def options(arguments: list[str] | None) -> argparse.Namespace:
    """Host and port from the command line."""
    parser = argparse.ArgumentParser(prog="bin/start", description="Serve starbranch from this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for all of this machine's")
    parser.add_argument("--port", default=8000, type=int, choices=range(1, 65536), metavar="1-65535")
    return parser.parse_args(arguments)


def check_address(host: str, port: int) -> None:
    """Refuse with GivenUp a host that is not this machine's, and a port that is taken; names the next free one."""
    try:
        free = addresses.is_free(host, port)
    except OSError as fault:
        raise GivenUp(f"cannot listen on {host} port {port}: {fault.strerror or fault}") from fault
    if not free:
        other = addresses.next_free(host, port)
        hint = f"; port {other} is free: bin/start --port {other}" if other else ""
        raise GivenUp(f"port {port} on {host} is taken by another program{hint}")


def environment(home: Home, host: str, port: int) -> dict[str, str]:
    """What every child is told: where the home, broker and pages are, and the key. What is set already stands."""
    made = {
        "DJANGO_SETTINGS_MODULE": "starbranch.settings.local",
        "DJANGO_SECRET_KEY": os.environ.get("DJANGO_SECRET_KEY") or home.secret_key(),
        "REDIS_URL": os.environ.get("REDIS_URL") or broker.url(home.broker_socket()),
        "ALLOWED_HOSTS": ",".join(addresses.names(host)),
        "STARBRANCH_ADDRESS": addresses.shown(host, port),
    }
    marks = {processes.HOME_MARK: str(home.path), processes.START_MARK: secrets.token_hex(8)}
    always = {"STARBRANCH_HOME": str(home.path), "PYTHONUNBUFFERED": "1", **marks}
    return made | {name: value for name, value in os.environ.items() if value} | always


def serve(keeper: Keeper, host: str, port: int) -> int:
    """Bring everything up in order, then watch; whatever ends it, every child is stopped."""
    clear_away_stale(keeper.home)
    try:
        bring_up(keeper, host, port)
        keeper.watch()
    except StopAsked as request:
        say(f"stopping ({request})")
        return 0
    except GivenUp as fault:
        say(str(fault))
        return 1
    finally:
        keeper.stop()
        say("stopped")


def bring_up(keeper: Keeper, host: str, port: int) -> None:
    """Broker, database and first contents, worker, web server: each once the one before it is ready."""
    start_broker(keeper)
    keeper.run("migrate", programs.manage("migrate", "--noinput"))
    collect_statics(keeper)
    keeper.run("prepare", programs.manage("prepare"), shown=True)
    keeper.start(programs.worker_program(keeper.home))
    keeper.start(programs.web_program(host, port))
    keeper.wait_for("the web server", "web", lambda: addresses.status(host, port, "/health/ready") == 200, 60)
    say(f"ready at {addresses.shown(host, port)} (logs in {keeper.home.path / 'log'}; stop with Ctrl-C)")


def collect_statics(keeper: Keeper) -> None:
    """Collect the static files, where they have changed since the last time."""
    collected = keeper.home.path / "static"
    if not statics.are_fresh(CHECKOUT, collected):
        keeper.run("collectstatic", programs.manage("collectstatic", "--noinput", "--clear"))
        statics.note(CHECKOUT, collected)


def start_broker(keeper: Keeper) -> None:
    """Start the private broker and wait for it, unless the environment names another."""
    if os.environ.get("REDIS_URL"):
        return
    path = keeper.home.broker_socket()
    keeper.start(programs.broker_program(keeper.home))
    keeper.wait_for("the message broker", "broker", lambda: broker.answers(path), 60)


def clear_away_stale(home: Home) -> None:
    """End what a start that was killed outright left running: the broker politely first, for it holds messages."""
    broker.end_stale(home.broker_socket())
    processes.kill(processes.strays(home.path))


def say(message: str, by: str = "starbranch") -> None:
    """One line to the terminal, which may be gone already."""
    with suppress(OSError):
        print(f"{by}: {message}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
