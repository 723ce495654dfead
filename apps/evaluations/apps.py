from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "apps.evaluations"

    def ready(self) -> None:
        from apps.assessments import warrants
        from apps.criteria import trials
        from apps.evaluations import rehearsals, rules, services  # noqa: F401
        from apps.evaluations.services import findings, naming_papers, noise, publishing
        from apps.evaluations.trials import newest_material
        from apps.jobs import handlers

        trials.register(newest_material)
        warrants.register(findings.is_warranted)

        handlers.register("evaluate", _("Working run"), services.do_working_run)
        handlers.register("number-run", _("Numbered run"), services.do_numbered_run)
        handlers.register("verify-seal", _("Checking a seal"), services.do_check)
        handlers.register("verify-audit", _("Checking the record of acts"), services.do_record_check)
        handlers.register("publish-notice", _("Publishing a notice"), publishing.do_publication)
        handlers.register("name-papers", _("Papers of a naming"), naming_papers.do_naming_papers)
        handlers.register("noise", _("Places under another scorer"), noise.do_study)
        handlers.register("rehearse", _("Rehearsal"), rehearsals.do_rehearsal)
        handlers.register("clear-rehearsal", _("Deleting a rehearsal"), rehearsals.do_clearing)
