"""Search keys of people, and the day on which a one-time password runs out."""

from django.db import migrations, models

from apps.core.pinyin import search_key


def fill(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects
    for person in people.filter(search_key="").iterator():
        people.filter(pk=person.pk).update(search_key=search_key(person.name))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField("user", "password_expires_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("user", "search_key", models.CharField(blank=True, max_length=300)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
