from django.urls import path

from apps.assessments import views

app_name = "rosters"
urlpatterns = [
    path("<int:committee>/", views.ImportStart.as_view(), name="import-start"),
    path("<int:committee>/<int:pk>/", views.ImportDetail.as_view(), name="import-detail"),
    path("<int:committee>/<int:pk>/write/", views.ImportWrite.as_view(), name="import-write"),
    path("<int:committee>/<int:pk>/drop/", views.ImportDrop.as_view(), name="import-drop"),
    path("<int:committee>/<int:pk>/undo/", views.ImportUndo.as_view(), name="import-undo"),
    path("<int:committee>/<int:pk>/annotated/", views.ImportAnnotated.as_view(), name="import-annotated"),
    path("<int:committee>/<int:pk>/file/", views.ImportFile.as_view(), name="import-file"),
]
