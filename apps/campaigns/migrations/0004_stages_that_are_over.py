"""Nothing follows any more from stages that were over before anything followed from stages."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def pass_over(apps, schema_editor):
    now, stages = timezone.now(), apps.get_model("campaigns", "Stage").objects
    stages.filter(opens_at__lte=now, opened_at=None).update(opened_at=F("opens_at"))
    stages.filter(closes_at__lte=now, closed_at=None).update(closed_at=F("closes_at"))


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_the_year")]
    operations = [migrations.RunPython(pass_over, migrations.RunPython.noop)]
