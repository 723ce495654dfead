"""Lists and their entries."""

from django.urls import path

from apps.ledgers import api as ledgers

urlpatterns = [
    path("ledgers/", ledgers.LedgerList.as_view(), name="ledger-list"),
    path("ledgers/<slug:ledger>/", ledgers.LedgerDetail.as_view(), name="ledger"),
    path("ledgers/<slug:ledger>/entries/", ledgers.EntryList.as_view(), name="entry-list"),
    path("ledgers/<slug:ledger>/sums/", ledgers.LedgerSums.as_view(), name="ledger-sums"),
    path("ledgers/<slug:ledger>/alike/", ledgers.LedgerPairs.as_view(), name="ledger-alike"),
    path("ledgers/<slug:ledger>/workbook/", ledgers.LedgerWorkbook.as_view(), name="ledger-workbook"),
    path("entries/<int:pk>/", ledgers.EntryDetail.as_view(), name="entry"),
    path("entries/<int:pk>/end/", ledgers.EntryEnd.as_view(), name="entry-end"),
    path("entries/<int:pk>/move/", ledgers.EntryMove.as_view(), name="entry-move"),
    path("entries/<int:pk>/files/", ledgers.EntryFiles.as_view(), name="entry-files"),
    path("entries/<int:pk>/files/<int:use>/", ledgers.EntryFile.as_view(), name="entry-file"),
    path("entries/<int:pk>/alike/", ledgers.EntryAlike.as_view(), name="entry-alike"),
    path("entries/<int:pk>/apart/<int:other>/", ledgers.EntryApart.as_view(), name="entry-apart"),
    path("entry-imports/", ledgers.EntryImportList.as_view(), name="entry-import-list"),
    path("entry-imports/<int:pk>/", ledgers.EntryImportDetail.as_view(), name="entry-import"),
    path("entry-imports/<int:pk>/write/", ledgers.EntryImportWrite.as_view(), name="entry-import-write"),
    path("entry-imports/<int:pk>/drop/", ledgers.EntryImportDrop.as_view(), name="entry-import-drop"),
    path("entry-imports/<int:pk>/undo/", ledgers.EntryImportUndo.as_view(), name="entry-import-undo"),
]
