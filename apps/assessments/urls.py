from django.urls import path

from apps.assessments import views

app_name = "assessments"
urlpatterns = [
    path("sheets.xlsx", views.SheetExport.as_view(), name="sheet-export"),
    path("sheets/", views.SheetList.as_view(), name="sheet-list"),
    path("sheets/<int:pk>/<slug:party>/", views.SheetPage.as_view(), name="sheet"),
    path("branches/<int:pk>/vetoes/", views.Vetoes.as_view(), name="vetoes"),
    path("enrol/", views.Enrol.as_view(), name="enrol"),
    path("imports/", views.ImportStart.as_view(), name="import-start"),
    path("imports/<int:pk>/", views.ImportDetail.as_view(), name="import-detail"),
    path("imports/<int:pk>/write/", views.ImportWrite.as_view(), name="import-write"),
    path("imports/<int:pk>/drop/", views.ImportDrop.as_view(), name="import-drop"),
    path("imports/<int:pk>/undo/", views.ImportUndo.as_view(), name="import-undo"),
    path("imports/<int:pk>/annotated/", views.ImportAnnotated.as_view(), name="import-annotated"),
    path("imports/<int:pk>/file/", views.ImportFile.as_view(), name="import-file"),
]
