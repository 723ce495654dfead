"""The description of REST: complete, without a warning, open to who has signed in."""

import json
from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.urls import reverse

from starbranch import api
from tests.api.client import BASE, refusal, rest
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema():
    """The description as the command writes it; a warning would fail it."""
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return read(out.getvalue())


def read(text):
    """A description, by the quick reader: it is long."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def operations(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_address_is_described(schema):
    assert len(schema["paths"]) == len(api.urlpatterns)
    assert all(path.startswith(BASE) for path in schema["paths"])


def test_every_operation_has_words_and_the_app_as_its_tag(schema):
    wordless = [
        operation["operationId"] for *_place, operation in operations(schema) if not operation.get("description")
    ]
    tags = {tag for *_place, operation in operations(schema) for tag in operation["tags"]}

    assert wordless == []
    assert tags == {
        "accounts",
        "assessments",
        "ballots",
        "branches",
        "campaigns",
        "criteria",
        "demonstrations",
        "evaluations",
        "evidence",
        "ledgers",
        "organisations",
        "reports",
        "workflow",
    }


def test_every_refusal_has_the_one_shape(schema):
    shapes = {
        answer["content"]["application/json"]["schema"]["$ref"]
        for *_place, operation in operations(schema)
        for status, answer in operation["responses"].items()
        if status >= "400"
    }

    assert shapes == {"#/components/schemas/Error"}
    assert schema["components"]["schemas"]["Error"]["required"] == ["error"]
    assert schema["components"]["schemas"]["ErrorDetail"]["required"] == ["code", "details", "message"]


def test_points_are_text_everywhere(schema):
    numbers = {part["type"] for part in fields_of(schema["components"]["schemas"]) if part.get("format") == "double"}

    assert numbers == set()
    assert schema["components"]["schemas"]["Result"]["properties"]["total"]["example"] == "18.5"


def fields_of(part):
    """Every field's description, at any depth."""
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from fields_of(inner)


def test_description_is_served_to_who_has_signed_in():
    person = make_person()

    response = rest(person).get(reverse("schema"))

    assert read(response.content)["info"]["title"] == "starbranch"
    again = rest(person).get(reverse("schema"))
    assert (again.content, again["Content-Type"]) == (response.content, response["Content-Type"])
    as_json = rest(person).get(reverse("schema"), headers={"Accept": "application/vnd.oai.openapi+json"})
    assert json.loads(as_json.content) == read(response.content)
    assert refusal(rest().get(reverse("schema"))) == (401, "not-authenticated")


def test_browser_of_the_description_asks_a_stranger_to_sign_in():
    response = rest().get(reverse("api-docs"))

    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/api/docs/"


def test_browser_of_the_description_holds_no_inline_script_or_style():
    response = rest(make_person()).get(reverse("api-docs"))

    page = response.content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count("<script src=") == 3
    assert "unsafe" not in response.headers["Content-Security-Policy"]
