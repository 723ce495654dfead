from django.db import migrations, models


class Migration(migrations.Migration):
    """A closed organisation no longer holds its name."""

    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("node", "node_named_once"),
        migrations.AddConstraint(
            "node",
            models.UniqueConstraint(
                fields=["parent", "kind", "name"], condition=models.Q(closed_on=None), name="node_named_once"
            ),
        ),
    ]
