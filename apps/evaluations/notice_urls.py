from django.urls import path

from apps.evaluations.views import notices, objections

app_name = "notices"
urlpatterns = [
    path("notice/", notices.NoticeDesk.as_view(), name="desk"),
    path("notice/draft/", notices.NoticeDraft.as_view(), name="draft"),
    path("notice/<int:number>/", notices.NoticePreview.as_view(), name="preview"),
    path("notice/<int:number>/acts/<slug:act>/", notices.NoticeMove.as_view(), name="act"),
    path("objections.xlsx", objections.ObjectionExport.as_view(), name="objection-export"),
    path("objections/", objections.ObjectionList.as_view(), name="objections"),
    path("objections/new/", objections.ObjectionRegister.as_view(), name="objection-new"),
    path("objections/<int:number>/", objections.ObjectionList.as_view(), name="objection"),
    path("objections/<int:number>/acts/<slug:act>/", objections.ObjectionMove.as_view(), name="objection-act"),
    path("objections/<int:number>/files/<int:pk>/", objections.ObjectionFile.as_view(), name="objection-file"),
    path("objections/<int:number>/statement/", objections.Statement.as_view(), name="statement"),
]
