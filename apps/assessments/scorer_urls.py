from django.urls import path, re_path

from apps.assessments.views import assignment, draws, invitations, scorers

app_name = "scorers"
urlpatterns = [
    path("scorers/", scorers.ScorerList.as_view(), name="list"),
    path("scorers/me/", scorers.OwnPage.as_view(), name="own"),
    path("scorers/export/", scorers.PoolExport.as_view(), name="export"),
    path("scorers/import/", scorers.PoolImport.as_view(), name="import"),
    path("scorers/interests/<int:pk>/end/", scorers.InterestEnd.as_view(), name="interest-end"),
    path("scorers/invitations/", invitations.InvitationList.as_view(), name="invitations"),
    re_path(
        r"^scorers/invitations/(?P<pk>\d+)/(?P<act>renew|extend|revoke)/$",
        invitations.InvitationAct.as_view(),
        name="invitation-act",
    ),
    path("scorers/draw/", draws.DrawPage.as_view(), name="draw"),
    path("scorers/draw/export/", draws.DrawExport.as_view(), name="draw-export"),
    re_path(r"^scorers/draw/(?P<act>hold|give|drop)/$", draws.DrawAct.as_view(), name="draw-act"),
    path("scorers/draw/<int:pk>/", draws.Comparison.as_view(), name="comparison"),
    path("scorers/<int:pk>/", scorers.ScorerPage.as_view(), name="scorer"),
    re_path(r"^scorers/(?P<pk>\d+)/(?P<act>leave|release|interest)/$", scorers.ScorerAct.as_view(), name="scorer-act"),
    path("assignment/", assignment.AssignmentPage.as_view(), name="assignment"),
    path("assignment/adopt/", assignment.Adopt.as_view(), name="adopt"),
    path("assignment/reassign/", assignment.Reassign.as_view(), name="reassign"),
]
