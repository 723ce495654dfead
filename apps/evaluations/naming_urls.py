from django.urls import path

from apps.evaluations.views import naming, nominations

app_name = "naming"
urlpatterns = [
    path("naming/", naming.NamingDesk.as_view(), name="desk"),
    path("naming/draft/", naming.NamingDraft.as_view(), name="draft"),
    path("naming/<int:pk>/acts/<slug:act>/", naming.NamingMove.as_view(), name="act"),
    path("naming/<int:pk>/draft.pdf", naming.NamingPreview.as_view(), name="draft-file"),
    path("naming/<int:pk>/papers/<int:paper>/", naming.NamingPaper.as_view(), name="paper"),
    path("honours/", nominations.NominationPage.as_view(), name="nominations"),
    path("honours/<int:pk>/acts/<slug:act>/", nominations.NominationMove.as_view(), name="nomination-act"),
]
