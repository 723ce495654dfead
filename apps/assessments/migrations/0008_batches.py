"""Marks written at once are kept with their act; those of campaigns that have begun already, as they stand now."""

import hashlib
import json
import zlib

import django.db.models.deletion
from django.db import migrations, models


def keep_what_stands(apps, schema_editor):
    campaigns = apps.get_model("campaigns", "Campaign").objects.select_related("committee")
    for campaign in campaigns.filter(is_rehearsal=False).order_by("pk"):
        sheets = apps.get_model("assessments", "Sheet").objects.filter(assessment__campaign=campaign).order_by("pk")
        rows = sheets.values_list("pk", "marks", "indicators")
        lines = [[pk, {}, {**marks, **indicators}] for pk, marks, indicators in rows if marks or indicators]
        if lines:
            keep(apps, campaign, lines)


def keep(apps, campaign, lines):
    content = json.dumps(lines, sort_keys=True, separators=(",", ":")).encode()
    kept = apps.get_model("assessments", "Batch").objects.create(campaign=campaign, content=zlib.compress(content, 1))
    apps.get_model("audit", "Record").objects.create(
        act="marks.taken-over",
        actor_name="",
        node_path=campaign.committee.path,
        object_kind="campaign",
        object_id=str(campaign.pk),
        object_label=campaign.name[:200],
        after={"sheets": len(lines), "batch": kept.pk, "marks": hashlib.sha256(content).hexdigest()},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0007_visit_words"),
        ("audit", "0003_links"),
        ("campaigns", "0002_rehearsals"),
    ]
    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.BinaryField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="campaigns.campaign"
                    ),
                ),
            ],
        ),
        migrations.RunPython(keep_what_stands, migrations.RunPython.noop),
    ]
