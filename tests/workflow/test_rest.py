"""To-do lists, notes, blockers and late work over REST: the same facts as the pages."""

import pytest

from apps.organisations.choices import Role
from tests import factories
from tests.api.client import BASE, rest
from tests.workflow.moves import ends

pytestmark = pytest.mark.django_db


def test_todo_over_rest_tells_the_own_list_only(two):
    ends(two.own.campaign, "self-assessment", -2)

    body = rest(two.own.people[Role.SECRETARY]).get(f"{BASE}todo/").json()

    items = [(item["title"], item["is_late"], item["days_late"], item["is_post"]) for item in body["items"]]
    assert (items, body["waiting"], body["late"]) == ([("填完支部自评", True, 2, False)], [], 1)


def test_note_over_rest_is_added_handed_over_and_ticked_off(two):
    colleague = factories.make_person("何启明", Role.STAFF, two.own.committee)
    staff = rest(two.own.staff)

    made = staff.post(f"{BASE}notes/", {"title": "核对公示稿", "due_on": "2025-11-22"}).json()
    handed = staff.post(f"{BASE}todo/note-{made['id']}/hand-over/", {"person": colleague.pk}).json()
    own = rest(colleague).post(f"{BASE}notes/{made['id']}/done/").json()
    still = staff.get(f"{BASE}notes/?done=false").json()["results"]

    assert (made["person"]["name"], handed["person"]["name"]) == (two.own.staff.name, "何启明")
    assert (own["from_name"], own["done_at"] is not None, still) == (two.own.staff.name, True, [])


def test_blockers_and_late_work_over_rest(two):
    ends(two.own.campaign, "self-assessment", -3)
    staff, base = rest(two.own.staff), f"{BASE}campaigns/five-2025/"

    left = staff.get(f"{base}blockers/").json()
    late = staff.get(f"{base}late/").json()["late"]

    assert [(one["key"], one["body"], one["stops"]) for one in left["blockers"]] == [
        ("number", "staff", ["close", "name", "notice", "seal"])
    ]
    assert [one["title"] for one in left["done"]] == ["3 个支部全部评完"]
    assert [(one["unit"]["name"], one["count"], one["days"]) for one in late] == [
        ("市发改委", 2, 3),
        ("市财政局", 1, 3),
    ]
