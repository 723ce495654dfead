from django.urls import path

from apps.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.NodeList.as_view(), name="list"),
    path("new/", views.RootCreate.as_view(), name="root-create"),
    path("<int:pk>/", views.NodePage.as_view(), name="node"),
    path("<int:pk>/new/", views.NodeCreate.as_view(), name="node-create"),
    path("<int:pk>/rename/", views.NodeRename.as_view(), name="node-rename"),
    path("<int:pk>/resequence/", views.NodeResequence.as_view(), name="node-resequence"),
    path("<int:pk>/zone/", views.NodeZone.as_view(), name="node-zone"),
    path("<int:pk>/close/", views.NodeClose.as_view(), name="node-close"),
    path("<int:pk>/zones/new/", views.ZoneCreate.as_view(), name="zone-create"),
    path("<int:pk>/people/", views.NodePeople.as_view(), name="node-people"),
    path("<int:pk>/people/slips/", views.SlipSheet.as_view(), name="slips"),
    path("<int:pk>/vacancies/", views.Vacancies.as_view(), name="vacancies"),
    path("<int:committee>/rolls/", views.RollStart.as_view(), name="roll-start"),
    path("<int:committee>/rolls/<int:pk>/", views.RollDetail.as_view(), name="roll"),
    path("<int:committee>/rolls/<int:pk>/write/", views.RollWrite.as_view(), name="roll-write"),
    path("<int:committee>/rolls/<int:pk>/drop/", views.RollDrop.as_view(), name="roll-drop"),
    path("people/mine/", views.MyPeople.as_view(), name="my-people"),
    path("people/", views.PersonList.as_view(), name="person-list"),
    path("people/new/", views.PersonCreate.as_view(), name="person-create"),
    path("people/<int:pk>/", views.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/reset/", views.PersonReset.as_view(), name="person-reset"),
    path("people/<int:pk>/active/", views.PersonActive.as_view(), name="person-active"),
    path("people/<int:pk>/appoint/", views.AppointmentCreate.as_view(), name="appoint"),
    path("appointments/<int:pk>/end/", views.AppointmentEnd.as_view(), name="appointment-end"),
    path("appointments/<int:pk>/hand-over/", views.AppointmentHandOver.as_view(), name="appointment-hand-over"),
]
