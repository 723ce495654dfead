"""Whatever fits the description, and what does not, is answered as the description says, and never by a failure."""

import os
from functools import cache
from typing import Any

import pytest
from django.core.cache import cache as memory
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.authtoken.models import Token
from schemathesis import GenerationMode, checks, openapi

from apps.assessments.imports import start_import
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from starbranch.wsgi import application
from tests.api.cases import used
from tests.factories import gating, listing, make_person
from tests.factories.houses import House

pytestmark = pytest.mark.django_db
# Of each operation; more in the long runs, or as many as somebody asks for.
USUAL = "20" if os.environ.get("STARBRANCH_TEST_SOAK") == "1" else "4"
EXAMPLES = int(os.environ.get("STARBRANCH_FUZZ_EXAMPLES", USUAL))
PARTS = 12
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def described() -> Any:
    """The description, and the house itself to ask."""
    schema = openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    schema.app = application
    return schema


@cache
def operations() -> list[Any]:
    """Every operation of the description."""
    return [found.ok() for found in described().get_all_operations()]


@pytest.fixture
def superuser(own):
    """Somebody whom no right stops, so that every door is passed."""
    return make_person("系统", is_superuser=True)


@pytest.fixture(autouse=True)
def _one_connection():
    """The house is asked as a server asks it, but inside the test's own transaction: its connection stays."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


def real_place(house: House, path: str) -> dict[str, Any]:
    """Parts of an address that name something in the house."""
    kind = path.removeprefix("/api/v1/").partition("/")[0]
    ids = {
        "nodes": house.units[1].pk,
        "zones": house.zones[0].pk,
        "appointments": house.people["clerk"].appointments.get().pk,
        "people": house.people["clerk"].pk,
        "branches": house.assessments[0].node.branch.pk,
        "rulebooks": house.campaign.rulebook_version_id,
        "campaigns": house.campaign.current_run.run_id,
        "assessments": house.assessments[0].pk,
        "imports": imported(house) if kind == "imports" else 0,
        "jobs": Job.objects.latest("pk").pk,
        "evidence": used(house).file_id if kind == "evidence" else 0,
        "entry-imports": listing.tried(house)["pk"] if kind == "entry-imports" else 0,
    }
    parts = {"id": ids.get(kind, 0), "slug": house.campaign.slug, "party": "superior", "number": 1, "ledger": "brands"}
    if "{programme}" in path:
        parts |= gating.gate_of(house)
    if kind == "entries":
        found = listing.proved(house) if "{use}" in path else listing.two_alike(house)
        parts |= {"id": found.pop("pk"), **found}
    elif "{use}" in path:
        parts["use"] = used(house).pk
    return {name: value for name, value in parts.items() if f"{{{name}}}" in path}


def imported(house: House) -> int:
    """A file whose dry run has ended."""
    tried = start_import(house.staff, content=b"a,b\n1,2\n", file_name="a.csv", campaign=house.campaign)
    run_waiting()
    return tried.pk


def token_of(person: Any) -> str:
    """The header of the person's token; a new one where the last was given back."""
    return f"Token {Token.objects.get_or_create(user=person)[0].key}"


def cases(operation: Any, house: House) -> Any:
    """What the description permits and what it forbids, in made-up places and in real ones."""
    place = real_place(house, operation.path)
    headers = {"If-Match": '"1"'} if operation.label.startswith("PATCH /api/v1/assessments") else None
    return st.one_of(
        operation.as_strategy(GenerationMode.POSITIVE, path_parameters=place, headers=headers),
        operation.as_strategy(GenerationMode.POSITIVE),
        operation.as_strategy(GenerationMode.NEGATIVE, path_parameters=place, headers=headers),
        operation.as_strategy(GenerationMode.NEGATIVE),
    )


def ask_again_and_again(operation: Any, house: House, person: Any, examples: int) -> None:
    """Ask, and hold each answer against the description."""

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=cases(operation, house))
    def ask(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": token_of(person)}, checks=CHECKS)

    ask()


def ask_part(part: int, house: House, person: Any, examples: int) -> None:
    """Ask every so many operation, each of the same house; those that failed are told together."""
    faults = []
    for operation in operations()[part::PARTS]:
        before = transaction.savepoint()
        try:
            ask_again_and_again(operation, house, person, examples)
        except Exception as fault:
            fault.add_note(operation.label)
            faults.append(fault)
        finally:
            transaction.savepoint_rollback(before)
            memory.clear()
    if faults:
        raise ExceptionGroup("not answered as described", faults)


@pytest.mark.parametrize("part", range(PARTS))
def test_operations_answer_as_described(part, own, superuser):
    ask_part(part, own, superuser, EXAMPLES)
