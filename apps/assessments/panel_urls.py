from django.urls import path, re_path

from apps.assessments.views import joining, panel

app_name = "panel"
urlpatterns = [
    path("", panel.PanelHome.as_view(), name="home"),
    path("join/", joining.Join.as_view(), name="join"),
    path("interests/<slug:slug>/", panel.PanelInterest.as_view(), name="interest"),
    path("<int:pk>/", panel.PanelSheet.as_view(), name="sheet"),
    path("<int:pk>/save/", panel.PanelSave.as_view(), name="save"),
    path("<int:pk>/proof/<str:code>/", panel.PanelProof.as_view(), name="proof"),
    re_path(r"^(?P<pk>\d+)/(?P<act>finish|reopen)/$", panel.PanelFinishing.as_view(), name="act"),
]
