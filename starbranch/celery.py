"""The Celery app: workers carry job ids, the Job rows are the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "starbranch.settings.local")

app = Celery("starbranch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
