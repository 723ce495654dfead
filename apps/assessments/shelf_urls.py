from django.urls import path

from apps.assessments import views

app_name = "shelf"
urlpatterns = [
    path("<int:pk>/proof/", views.ShelfPage.as_view(), name="list"),
    path("<int:pk>/proof/<int:evidence>/", views.ShelfPiece.as_view(), name="piece"),
]
