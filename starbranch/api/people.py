"""The tree, its people and its branches."""

from django.urls import path

from apps.accounts import api as accounts
from apps.branches import api as branches
from apps.criteria import api as criteria
from apps.organisations import api as organisations

urlpatterns = [
    path("token/", accounts.OwnToken.as_view(), name="token"),
    path("me/", organisations.Me.as_view(), name="me"),
    path("me/sessions/", organisations.SessionList.as_view(), name="session-list"),
    path("me/sessions/<int:pk>/", organisations.SessionDetail.as_view(), name="session"),
    path("me/sign-out-everywhere/", organisations.SignOutEverywhere.as_view(), name="sign-out-everywhere"),
    path("nodes/", organisations.NodeList.as_view(), name="node-list"),
    path("nodes/<int:pk>/", organisations.NodeDetail.as_view(), name="node"),
    path("nodes/<int:pk>/close/", organisations.NodeClose.as_view(), name="node-close"),
    path("nodes/<int:pk>/vacancies/", organisations.Vacancies.as_view(), name="vacancies"),
    path("nodes/<int:pk>/slips/", organisations.Slips.as_view(), name="slips"),
    path("rolls/", organisations.RollList.as_view(), name="roll-list"),
    path("rolls/<int:pk>/", organisations.RollDetail.as_view(), name="roll"),
    path("rolls/<int:pk>/write/", organisations.RollWrite.as_view(), name="roll-write"),
    path("rolls/<int:pk>/drop/", organisations.RollDrop.as_view(), name="roll-drop"),
    path("zones/", organisations.ZoneList.as_view(), name="zone-list"),
    path("zones/<int:pk>/", organisations.ZoneDetail.as_view(), name="zone"),
    path("appointments/", organisations.AppointmentList.as_view(), name="appointment-list"),
    path("appointments/<int:pk>/", organisations.AppointmentDetail.as_view(), name="appointment"),
    path("appointments/<int:pk>/end/", organisations.AppointmentEnd.as_view(), name="appointment-end"),
    path("appointments/<int:pk>/hand-over/", organisations.AppointmentHandOver.as_view(), name="appointment-hand-over"),
    path("people/", organisations.PersonList.as_view(), name="person-list"),
    path("people/<int:pk>/", organisations.PersonDetail.as_view(), name="person"),
    path("people/<int:pk>/reset/", organisations.PersonReset.as_view(), name="person-reset"),
    path("people/<int:pk>/close/", organisations.PersonClose.as_view(), name="person-close"),
    path("people/<int:pk>/open/", organisations.PersonOpen.as_view(), name="person-open"),
    path("branches/", branches.BranchList.as_view(), name="branch-list"),
    path("branches/<int:pk>/", branches.BranchDetail.as_view(), name="branch"),
    path("rulebooks/", criteria.VersionList.as_view(), name="rulebook-list"),
]
