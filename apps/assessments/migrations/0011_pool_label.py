from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_queued_acts")]

    operations = [
        migrations.AlterField(
            "scorer",
            "pool",
            models.CharField(
                choices=[
                    ("staff", "scoring staff"),
                    ("monitor", "monitoring staff"),
                    ("expert", "expert panel"),
                    ("judge", "panel of judges"),
                ],
                default="staff",
                max_length=10,
                verbose_name="pool",
            ),
        ),
    ]
