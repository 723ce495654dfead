from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0008_runs_on_record")]
    operations = [
        migrations.AddField(
            "notice",
            "opens_league",
            models.BooleanField(default=False, verbose_name="branches read the whole league table from the first day on"),
        ),
    ]
