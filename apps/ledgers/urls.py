from django.urls import path

from apps.ledgers import views

app_name = "ledgers"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("imports/<int:pk>/", views.ImportDetail.as_view(), name="import"),
    path("imports/<int:pk>/write/", views.ImportWrite.as_view(), name="import-write"),
    path("imports/<int:pk>/drop/", views.ImportDrop.as_view(), name="import-drop"),
    path("imports/<int:pk>/undo/", views.ImportUndo.as_view(), name="import-undo"),
    path("<slug:ledger>/", views.EntryList.as_view(), name="list"),
    path("<slug:ledger>/sums/", views.Sums.as_view(), name="sums"),
    path("<slug:ledger>/export.xlsx", views.EntryExport.as_view(), name="export"),
    path("<slug:ledger>/new/", views.EntryNew.as_view(), name="new"),
    path("<slug:ledger>/alike/", views.AlikeList.as_view(), name="alike"),
    path("<slug:ledger>/import/", views.ImportStart.as_view(), name="import-start"),
    path("<slug:ledger>/<int:pk>/", views.EntryPage.as_view(), name="entry"),
    path("<slug:ledger>/<int:pk>/change/", views.EntryChange.as_view(), name="change"),
    path("<slug:ledger>/<int:pk>/end/", views.EntryEnd.as_view(), name="end"),
    path("<slug:ledger>/<int:pk>/move/<slug:act>/", views.EntryMove.as_view(), name="move"),
    path("<slug:ledger>/<int:pk>/files/", views.FilesAdd.as_view(), name="files"),
    path("<slug:ledger>/<int:pk>/files/<int:use>/remove/", views.FileRemove.as_view(), name="file-remove"),
    path("<slug:ledger>/<int:pk>/alike/<int:other>/", views.Compare.as_view(), name="compare"),
    path("<slug:ledger>/<int:pk>/alike/<int:other>/again/", views.CompareAgain.as_view(), name="compare-again"),
]
