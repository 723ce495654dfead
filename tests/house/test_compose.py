"""docker-compose.yml against its schema, and each of its services as a plain process: no container engine needed."""

import json
import signal
import urllib.request
from pathlib import Path

import jsonschema
import psycopg2
import pytest
import redis
import yaml

from starbranch.local import processes
from tests.house.compose import CHECKOUT, FILE, Machine, NotSet, services
from tests.launchers.places import free_port
from tests.launchers.postgres import postgres
from tests.launchers.valkey import valkey
from tests.launchers.waiting import wait_for

SCHEMA = Path(__file__).parents[1] / "data" / "compose" / "compose-spec.json"
FILLED_IN = {
    "DJANGO_SECRET_KEY": "Zq7vT2mX9cR4bN8kL1pW6sD3fG5hJ0yU" * 2,
    "POSTGRES_PASSWORD": "k3v9",
    "REDIS_PASSWORD": "w8t2",
    "ALLOWED_HOSTS": "stars.example.gov.cn",
}


def image_command() -> list[str]:
    """The command of the image, for services that state none."""
    line = next(line for line in (CHECKOUT / "Dockerfile").read_text().splitlines() if line.startswith("CMD "))
    return json.loads(line.removeprefix("CMD "))


def test_check_compose_file_against_specification_finds_no_fault():
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))

    faults = [fault.message for fault in validator.iter_errors(yaml.safe_load(FILE.read_text()))]

    assert faults == []


def test_check_misspelt_compose_file_finds_its_fault():
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
    document = yaml.safe_load(FILE.read_text())
    document["services"]["web"]["helthcheck"] = {}

    faults = [list(fault.absolute_path) for fault in validator.iter_errors(document)]

    assert faults == [["services", "web"]]


@pytest.mark.parametrize("name", FILLED_IN)
def test_start_containers_without_a_secret_is_refused(name):
    with pytest.raises(NotSet) as refused:
        services({key: value for key, value in FILLED_IN.items() if key != name})

    assert str(refused.value) == name


def test_compose_file_has_the_services_of_a_committee_each_with_health_and_volume():
    found = services(FILLED_IN)

    assert set(found) == {"database", "broker", "prepare", "web", "worker", "beat"}
    assert {name for name, service in found.items() if "test" not in service["healthcheck"]} == {"prepare"}
    assert {name for name, service in found.items() if not service["volumes"]} == set()


@pytest.fixture
def machine(tmp_path):
    """A machine with a real PostgreSQL and a broker started by the file's own command."""
    port = free_port()
    with postgres() as database, valkey(port, services(FILLED_IN)["broker"]["command"][1:]):
        database.make_database("starbranch")
        places = {"database:5432": f"127.0.0.1:{database.port}", "broker:6379": f"127.0.0.1:{port}"}
        yield Machine(tmp_path, places, free_port())


@pytest.mark.soak
def test_run_every_service_as_a_process_until_it_is_healthy(machine):
    wanted = services(FILLED_IN)
    # The demonstration, which comes last, is loaded by the tests of a first start.
    *shell, commands = wanted["prepare"]["command"]
    prepared = machine.start("prepare", wanted["prepare"], [*shell, f"{commands} --no-demonstration"])
    assert prepared.wait(300) == 0, machine.said("prepare")
    running = {
        name: machine.start(name, wanted[name], wanted[name].get("command") or image_command())
        for name in ("web", "worker", "beat")
    }

    try:
        for name in running:
            wait_for(lambda name=name: machine.is_healthy(wanted[name]), 120, f"health of {name}")
        answer = urllib.request.Request(f"http://127.0.0.1:{machine.web_port}/health/ready")
        answer.add_header("Host", "stars.example.gov.cn")
        with urllib.request.urlopen(answer) as response:
            ready = json.load(response)
        running["worker"].kill()
        wait_for(lambda: not machine.is_healthy(wanted["worker"]), 60, "ill health of a dead worker")
    finally:
        for process in running.values():
            processes.signal_group(process, signal.SIGTERM)
        codes = {name: process.wait(60) for name, process in running.items()}

    assert ready == {"status": "ok", "database": "ok", "cache": "ok"}
    assert codes == {"web": 0, "worker": -signal.SIGKILL, "beat": 0}


@pytest.mark.soak
def test_reach_database_and_broker_as_the_services_do(machine):
    told = machine.environment(services(FILLED_IN)["web"])

    with psycopg2.connect(told["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        user = cursor.fetchone()
    connection.close()
    policy = redis.Redis.from_url(told["REDIS_URL"]).config_get("maxmemory-policy")

    assert user == ("starbranch",)
    assert policy == {"maxmemory-policy": "noeviction"}
