"""Numbered runs that are whole already get the act that later ones write as they are finished."""

from django.db import migrations


def tell_runs(apps, schema_editor):
    runs = apps.get_model("evaluations", "Run").objects.filter(number__isnull=False, is_whole=True)
    record = apps.get_model("audit", "Record")
    for run in runs.select_related("campaign__committee").order_by("pk"):
        record.objects.create(
            act="run.made",
            actor_name="",
            node_path=run.campaign.committee.path,
            object_kind="run",
            object_id=str(run.pk),
            object_label=f"{run.campaign.name} · {run.number}"[:200],
            after={"number": run.number, "branches": run.branches, "digest": run.digest},
        )


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0007_naming_by_two"), ("audit", "0003_links")]
    operations = [migrations.RunPython(tell_runs, migrations.RunPython.noop)]
