"""Whatever is altered by hand in the audit record or its chain is found and named."""

import pytest
from django.db import connection

from apps.audit.chain import Break, breaks, head
from apps.audit.models import Link, Record
from apps.audit.services import link_records, record
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def acts():
    """Five acts of one person, all linked."""
    committee = factories.make_committee()
    staff = factories.make_person(node=committee)
    link_records()
    found = [record(staff, "node.renamed", committee, before={"name": "甲"}, after=n, reason="改名") for n in range(5)]
    link_records()
    return found


def by_hand(sql, *values):
    """What somebody with the database's own password could do: the guards go first."""
    with connection.cursor() as cursor:
        for table, guard in (("audit_record", "audit_append_only"), ("audit_link", "audit_link_append_only")):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard}{on_table}")
        cursor.execute(sql, values)


def position(act):
    return act.link.position


def test_link_records_links_every_act_once_in_order(acts):
    before = Link.objects.count()

    again = link_records()

    assert (again, Link.objects.count(), Record.objects.count()) == (0, before, before)
    assert list(Link.objects.values_list("position", flat=True)) == list(range(1, before + 1))
    assert list(breaks()) == []


def test_act_that_commits_late_is_linked_behind_those_already_linked(acts):
    early, late = acts[-1].pk + 10, acts[-1].pk + 5
    told = {"act": "node.closed", "object_kind": "node", "object_id": "1", "object_label": "乙"}
    Record.objects.bulk_create([Record(pk=early, **told)])
    link_records()

    Record.objects.bulk_create([Record(pk=late, **told)])
    link_records()

    assert list(Link.objects.order_by("-position").values_list("record_id", flat=True)[:2]) == [late, early]
    assert list(breaks()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("reason", "另有原因"), ("actor_name", "别人"), ("after", "9"), ("object_label", "丙"), ("act", "node.closed")],
)
def test_altered_act_is_named(acts, column, value):
    by_hand(f"UPDATE audit_record SET {column} = %s WHERE id = %s", value, acts[2].pk)

    assert list(breaks()) == [Break("altered", position(acts[2]), acts[2].pk)]


def test_act_taken_away_with_its_link_is_a_gap(acts):
    place = position(acts[2])
    by_hand("DELETE FROM audit_link WHERE position = %s", place)
    by_hand("DELETE FROM audit_record WHERE id = %s", acts[2].pk)

    found = list(breaks())

    assert found[0] == Break("gap", place)
    assert [each.kind for each in found] == ["gap", "altered"]


def test_end_cut_off_is_found_by_a_printed_digest(acts):
    printed = {head().position: head().digest}
    by_hand("DELETE FROM audit_link WHERE position >= %s", position(acts[3]))
    by_hand("DELETE FROM audit_record WHERE id >= %s", acts[3].pk)

    assert list(breaks()) == []
    assert list(breaks(printed)) == [Break("cut", next(iter(printed)))]


def test_chain_made_anew_differs_from_what_was_printed(acts):
    printed = {head().position: head().digest}
    by_hand("UPDATE audit_record SET reason = %s WHERE id = %s", "另有原因", acts[0].pk)
    by_hand("DELETE FROM audit_link WHERE position > 0")
    link_records()

    assert list(breaks()) == []
    assert list(breaks(printed)) == [Break("cut", next(iter(printed)))]
