from django.urls import path

from apps.branches import views

app_name = "branches"
urlpatterns = [
    path("", views.BranchList.as_view(), name="list"),
    path("export.xlsx", views.BranchExport.as_view(), name="export"),
    path("<int:pk>/", views.BranchPage.as_view(), name="detail"),
    path("<int:pk>/change/", views.BranchChangePage.as_view(), name="change"),
    path("below/<int:pk>/new/", views.BranchCreate.as_view(), name="create"),
]
