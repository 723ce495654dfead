from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("demonstrations", "0002_filings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="gate",
            name="status",
            field=models.CharField(
                choices=[("planned", "to come"), ("open", "under way"), ("closed", "closed")],
                default="planned",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="passage",
            name="verdict",
            field=models.CharField(choices=[("passed", "goes on"), ("left", "left")], max_length=8),
        ),
    ]
