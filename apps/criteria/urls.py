from django.urls import path

from apps.criteria import views

app_name = "criteria"
urlpatterns = [
    path("", views.RulebookList.as_view(), name="list"),
    path("<int:pk>/", views.RulebookDetail.as_view(), name="detail"),
]
