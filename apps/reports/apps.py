from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "apps.reports"

    def ready(self) -> None:
        from apps.jobs import handlers
        from apps.reports import record_export
        from apps.reports.demonstration import projects_load, province_load
        from apps.reports.services import reports

        handlers.register(reports.KIND, _("making a report"), reports.do_report)
        handlers.register(record_export.KIND, _("Export of the record"), record_export.do_export)
        handlers.register(projects_load.KIND, _("Made-up projects"), projects_load.do_load)
        handlers.register(province_load.KIND, _("Made-up province"), province_load.do_load)
