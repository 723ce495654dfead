from django.urls import path

from apps.workflow import views

app_name = "workflow"
urlpatterns = [
    path("notes/", views.NoteAdd.as_view(), name="note-add"),
    path("notes/<int:pk>/done/", views.NoteDone.as_view(), name="note-done"),
    path("items/<slug:key>/hand-over/", views.HandOver.as_view(), name="hand-over"),
    path("reminders/", views.OwnReminders.as_view(), name="ways"),
    path("reminders/<int:pk>/", views.CommitteeReminders.as_view(), name="reminding"),
    path("remind/<slug:slug>/<slug:topic>/", views.RemindNow.as_view(), name="remind"),
    path("voters/<slug:slug>/", views.RemindVoters.as_view(), name="remind-voters"),
    path("messages/", views.DeliveryList.as_view(), name="deliveries"),
    path("messages/file/", views.DeliveriesExport.as_view(), name="deliveries-export"),
    path("messages/again/", views.DeliveriesRetry.as_view(), name="deliveries-retry"),
    path("messages/<int:pk>/again/", views.DeliveryRetry.as_view(), name="delivery-retry"),
]
