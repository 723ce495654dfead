from django.db import migrations, models

KINDS = [
    ("decision", "decision sheet"),
    ("notice", "public notice"),
    ("naming", "naming document"),
    ("certificate", "certificates"),
    ("plaque", "plaques"),
    ("seal", "sealed file"),
    ("conferral", "naming document"),
    ("title-plaque", "plaques"),
]


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0010_noise_study")]
    operations = [migrations.AlterField("paper", "kind", models.CharField(choices=KINDS, max_length=12))]
