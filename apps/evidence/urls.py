from django.urls import path

from apps.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<int:pk>/", views.Download.as_view(), name="download"),
    path("<int:pk>/thumbnail/", views.Thumbnail.as_view(), name="thumbnail"),
    path("<int:pk>/pictures/<int:number>/", views.Picture.as_view(), name="picture"),
]
