from django.urls import path

from apps.assessments import views

app_name = "keeping"
urlpatterns = [
    path("", views.KeepingHome.as_view(), name="home"),
    path("<int:committee>/", views.KeepingPage.as_view(), name="page"),
    path("<int:committee>/delete/", views.KeepingDelete.as_view(), name="delete"),
]
