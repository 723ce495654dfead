"""Wiring of the project; Celery's app is loaded with Django so that tasks bind to it."""

from starbranch.celery import app as celery_app

__all__ = ["celery_app"]
