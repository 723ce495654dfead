from django.urls import path

from apps.evaluations.views import naming, public

app_name = "public"
urlpatterns = [
    path("notices/", public.NoticeList.as_view(), name="notices"),
    path("notices/<slug:key>/", public.NoticePage.as_view(), name="notice"),
    path("notices/<slug:key>/notice.pdf", public.NoticePaper.as_view(), name="notice-paper"),
    path("notices/<slug:key>/object/", public.ObjectionNew.as_view(), name="objection-new"),
    path("proof/<slug:key>/", naming.ProofPage.as_view(), name="proof"),
    path("objections/<slug:code>/", public.ObjectionStatusPage.as_view(), name="objection"),
]
