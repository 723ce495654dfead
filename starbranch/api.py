"""Every REST address, by app, under /api/v1/."""

urlpatterns: list = []
