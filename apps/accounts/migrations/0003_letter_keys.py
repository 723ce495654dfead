"""Whether letters act as keys while marking, by person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people_found_by_pinyin")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="letter_keys",
            field=models.BooleanField(default=True, verbose_name="letters act while marking"),
        ),
    ]
