from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0011_pool_label")]

    operations = [
        migrations.AddField("draw", "drawn_at", models.DateTimeField(null=True)),
        migrations.AddField("draw", "dropped_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "draw",
            "drop_reason",
            models.CharField(blank=True, max_length=500, verbose_name="why it does not count"),
        ),
        migrations.AddConstraint(
            "draw",
            models.UniqueConstraint(
                condition=models.Q(("dropped_at", None)), fields=("campaign", "party"), name="one_draw_a_party"
            ),
        ),
    ]
