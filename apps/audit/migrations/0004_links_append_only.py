"""The database itself refuses to change a link of the chain; PostgreSQL refuses to take one away, too."""

from django.db import migrations

POSTGRES = """
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link
FOR EACH ROW EXECUTE FUNCTION audit_append_only();
"""
SQLITE = """
CREATE TRIGGER audit_link_append_only BEFORE UPDATE ON audit_link
BEGIN SELECT RAISE(ABORT, 'audit records are append-only'); END;
"""


def guard(apps, schema_editor):
    sql = {"postgresql": POSTGRES, "sqlite": SQLITE}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql)


def unguard(apps, schema_editor):
    on_table = " ON audit_link" if schema_editor.connection.vendor == "postgresql" else ""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_link_append_only{on_table}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_links")]
    operations = [migrations.RunPython(guard, unguard)]
