"""Reports of a campaign, and the Word templates that they are made from."""

from django.urls import path

from apps.reports import api as reports

BASE = "campaigns/<slug:slug>"

urlpatterns = [
    path(f"{BASE}/reports/", reports.ReportList.as_view(), name="report-list"),
    path(f"{BASE}/reports/<int:pk>/", reports.ReportDetail.as_view(), name="report"),
    path(f"{BASE}/reports/<int:pk>/file/", reports.ReportFile.as_view(), name="report-file"),
    path(f"{BASE}/report-templates/", reports.ReportTemplateList.as_view(), name="report-template-list"),
    path(f"{BASE}/report-templates/<slug:kind>/", reports.ReportTemplateDetail.as_view(), name="report-template"),
    path(
        f"{BASE}/report-templates/<slug:kind>/file/",
        reports.ReportTemplateFile.as_view(),
        name="report-template-file",
    ),
    path(
        f"{BASE}/report-templates/<slug:kind>/placeholders/",
        reports.ReportPlaceholders.as_view(),
        name="report-placeholders",
    ),
]
