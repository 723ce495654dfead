from django.urls import path

from apps.demonstrations.views import plaques

app_name = "plaques"
urlpatterns = [
    path("", plaques.PlaqueFind.as_view(), name="find"),
    path("list/<slug:programme>/", plaques.PlaqueList.as_view(), name="list"),
    path("list/<slug:programme>/titles.xlsx", plaques.PlaqueWorkbook.as_view(), name="workbook"),
    path("<slug:key>/", plaques.PlaquePage.as_view(), name="page"),
    path("<slug:key>/naming.pdf", plaques.PlaqueDocument.as_view(), name="paper"),
]
