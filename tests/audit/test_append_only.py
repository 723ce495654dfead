"""Records are added, never changed or taken away: not by the model, not by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from apps.audit.models import Record
from apps.audit.services import record
from tests import factories

pytestmark = pytest.mark.django_db


def test_record_keeps_actor_by_name_and_values():
    person = factories.make_person("周敏")

    made = record(
        person, "sheet.marked", person, node_path="0001", before={"A1": None}, after={"A1": 1850}, reason="补录"
    )

    kept = Record.objects.get(pk=made.pk)
    assert (kept.actor_id, kept.actor_name, kept.node_path, kept.reason) == (person.pk, "周敏", "0001", "补录")
    assert (kept.before, kept.after) == ({"A1": None}, {"A1": 1850})


def test_record_by_the_system_has_no_actor():
    made = record(None, "roster.created", factories.make_person())

    assert (made.actor_id, made.actor_name) == (None, "")


def test_change_or_delete_by_the_model_refused():
    made = record(None, "roster.created", factories.make_person())

    made.reason = "改"
    for act in (made.save, made.delete, Record.objects.all().delete, lambda: Record.objects.update(reason="改")):
        with pytest.raises(TypeError):
            act()
    assert Record.objects.get(pk=made.pk).reason == ""


@pytest.mark.parametrize("sql", ["UPDATE audit_record SET reason = 'x'", "DELETE FROM audit_record"])
def test_change_by_sql_refused_by_the_database(sql):
    if sql.startswith("DELETE") and connection.vendor == "sqlite":
        return  # the model alone refuses there
    record(None, "roster.created", factories.make_person())

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert Record.objects.filter(reason="").exists()


def test_records_below_a_path_leave_out_other_committees():
    person = factories.make_person()
    own = record(person, "campaign.open", person, node_path="00010002")
    record(person, "campaign.open", person, node_path="0002")

    assert list(Record.objects.below(["0001"])) == [own]
