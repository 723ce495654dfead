from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("demonstrations", "0003_words_of_states")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="reported_by",
            field=models.BigIntegerField(null=True),
        ),
    ]
