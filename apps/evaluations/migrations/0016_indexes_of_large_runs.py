"""Size bands need no index of their own; those of zones, types, levels and grades go where SQLite serves."""

from django.db import migrations, models

import apps.core.indexes

BY_GROUP = {
    "evaluations_run_id_7bb7d1_idx": ["run", "zone", "position"],
    "evaluations_run_id_60d4e1_idx": ["run", "branch_type", "position"],
    "evaluations_run_id_b72daf_idx": ["run", "level", "position"],
}
BY_GRADE = {"fields": ["run", "grade", "position"], "condition": models.Q(("grade__isnull", False))}


def large(name, **options):
    return migrations.AddIndex("result", apps.core.indexes.LargeIndex(name=name, **options))


def drop(state, editor):
    """What the state says from now on; on PostgreSQL they stand as they are."""
    if editor.connection.vendor == "sqlite":
        for name in (*BY_GROUP, "result_by_grade"):
            editor.execute(f'DROP INDEX IF EXISTS "{name}"')


def make(state, editor):
    if editor.connection.vendor == "sqlite":
        result = state.get_model("evaluations", "Result")
        for name, fields in BY_GROUP.items():
            editor.add_index(result, models.Index(name=name, fields=fields))
        editor.add_index(result, models.Index(name="result_by_grade", **BY_GRADE))


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0015_runs_of_a_million"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="result",
            name="evaluations_run_id_ecfee6_idx",
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                *(migrations.RemoveIndex("result", name) for name in (*BY_GROUP, "result_by_grade")),
                *(large(name, fields=fields) for name, fields in BY_GROUP.items()),
                large("result_by_grade", **BY_GRADE),
            ],
            database_operations=[migrations.RunPython(drop, make)],
        ),
    ]
