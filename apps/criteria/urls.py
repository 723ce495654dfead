from django.urls import path

from apps.criteria import views

app_name = "criteria"
urlpatterns = [
    path("", views.RulebookList.as_view(), name="list"),
    path("new/", views.DraftCreate.as_view(), name="create"),
    path("dictionary/", views.DictionaryList.as_view(), name="dictionary"),
    path("dictionary/write/", views.DictionaryWrite.as_view(), name="dictionary-write"),
    path("dictionary/<int:pk>/delete/", views.DictionaryDelete.as_view(), name="dictionary-delete"),
    path("<int:pk>/", views.RulebookDetail.as_view(), name="detail"),
    path("<int:pk>/file/", views.VersionFile.as_view(), name="version-export"),
    path("<int:pk>/criteria/", views.VersionCriteria.as_view(), name="version-criteria-export"),
    path("<int:pk>/aloud/", views.VersionAloud.as_view(), name="version-aloud"),
    path("<int:pk>/compare/", views.VersionCompare.as_view(), name="version-compare"),
    path("drafts/<int:pk>/", views.DraftEdit.as_view(), name="draft"),
    path("drafts/<int:pk>/text/", views.DraftText.as_view(), name="draft-text"),
    path("drafts/<int:pk>/file/", views.DraftFile.as_view(), name="draft-export"),
    path("drafts/<int:pk>/criteria/", views.DraftCriteria.as_view(), name="draft-criteria-export"),
    path("drafts/<int:pk>/criteria/import/", views.DraftImport.as_view(), name="draft-import"),
    path("drafts/<int:pk>/aloud/", views.DraftAloud.as_view(), name="draft-aloud"),
    path("drafts/<int:pk>/compare/", views.DraftCompare.as_view(), name="draft-compare"),
    path("drafts/<int:pk>/publish/", views.DraftPublish.as_view(), name="draft-publish"),
    path("drafts/<int:pk>/delete/", views.DraftDelete.as_view(), name="draft-delete"),
]
