"""The Celery app: workers carry job ids, the Job rows are the truth."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

from apps.core.memory import map_large_blocks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "starbranch.settings.local")

app = Celery("starbranch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def spare_memory(**_sent: Any) -> None:
    """Before the worker's processes are forked: they take it over."""
    map_large_blocks()
