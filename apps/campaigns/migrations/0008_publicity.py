from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0007_targets")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="everybody may read the branches' pages"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="public_fields",
            field=models.JSONField(default=list, help_text="What they show beside name and level."),
        ),
        migrations.AddField(
            model_name="campaign",
            name="is_indexed",
            field=models.BooleanField(default=False, help_text="Whether search engines may list them."),
        ),
    ]
