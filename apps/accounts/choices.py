"""What a person may choose for themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    SYSTEM = "", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")
