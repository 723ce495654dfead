import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0009_notices_open_the_league")]

    operations = [
        migrations.CreateModel(
            "NoiseStudy",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="noise", to="evaluations.run"
                    ),
                ),
                ("party", models.CharField(max_length=40)),
                ("seed", models.CharField(max_length=80, verbose_name="seed")),
                ("repeats", models.PositiveIntegerField(verbose_name="repeats")),
                ("pairs", models.PositiveIntegerField(verbose_name="pairs")),
                ("columns", models.JSONField(default=list)),
                ("differences", models.BinaryField()),
                ("bands", models.BinaryField(default=bytes)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["-pk"]},
        ),
    ]
