"""Every REST address, by app, under /api/v1/."""

from django.urls import path

urlpatterns: list = []
