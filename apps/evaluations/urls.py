from django.urls import path

from apps.evaluations.views import seals

app_name = "evaluations"
urlpatterns = [
    path("seal/", seals.SealPage.as_view(), name="seal"),
    path("seal/acts/<slug:act>/", seals.SealAct.as_view(), name="seal-act"),
    path("seal/check/", seals.SealCheckStart.as_view(), name="seal-check"),
    path("seal/errata/new/", seals.ErratumNew.as_view(), name="erratum-new"),
    path("seal/errata/<int:number>/<slug:act>/", seals.ErratumAct.as_view(), name="erratum-act"),
]
