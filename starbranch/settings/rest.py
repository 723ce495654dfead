"""How programs ask: REST, its description, and the names of its choices."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "starbranch.authentication.PersonTokenAuthentication",
        "starbranch.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "apps.assessments.guests.NotForGuests",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["starbranch.parsers.BoundedJSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "starbranch.schema.Schema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "apps.core.rest.paging.KeyPagination",
    "EXCEPTION_HANDLER": "starbranch.rest.error_response",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.ScopedRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"token": "10/min", "objections": "10/min"},
    "URL_FORMAT_OVERRIDE": None,
    # Attempts count by the address that connects; what a client says of itself in X-Forwarded-For is not believed.
    "NUM_PROXIES": 0,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "starbranch",
    "DESCRIPTION": (
        "The yearly star rating of Party branches, for programs: the same acts and the same rights as the pages.\n\n"
        "- Ask for a token at `/api/v1/token/` and send it as `Authorization: Token …`; or use the browser's session "
        "with its CSRF token.\n"
        '- Points are decimal text, exact to the hundredth: `"18.5"`. Moments are ISO 8601.\n'
        '- Lists come a page at a time: `{"results": […], "next": address or null}`.\n'
        '- Whatever is refused has one shape: `{"error": {"code", "message", "details"}}`. What is unknown and '
        "what one does not see are both 404.\n"
        "- A sheet is changed only by who sends its ETag as `If-Match`; a conflict is 409 with both values.\n"
        "- Work in the background answers 202 with `Location`: look there for its end."
    ),
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    # Hundreds of operations drawn at once take a browser many seconds: each subject is opened when it is asked for.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none"},
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "CampaignStatus": "apps.campaigns.choices.Status",
        "FilingKind": "apps.demonstrations.choices.FilingKind",
        "ProgrammeKind": "apps.demonstrations.choices.ProgrammeKind",
        "GateKind": "apps.demonstrations.choices.GateKind",
        "TargetKind": "apps.campaigns.choices.TargetKind",
        "TitleStepKind": "apps.demonstrations.choices.StepKind",
        "PublicField": "apps.campaigns.choices.PublicField",
        "PaperKind": "apps.evaluations.choices.PaperKind",
        "ReportKind": "apps.reports.choices.ReportKind",
        "StageKind": "apps.campaigns.choices.StageKind",
        "JobStatus": "apps.jobs.choices.Status",
        "ImportStatus": "apps.assessments.choices.ImportStatus",
        "RefinementStatus": "apps.assessments.choices.RefinementStatus",
        "SubmissionStatus": "apps.assessments.choices.SubmissionStatus",
        "Party": "apps.assessments.choices.Party",
        "NodeKind": "apps.organisations.choices.Kind",
        "NewNodeKind": "apps.organisations.serializers.NEW_KINDS",
        "DecisionStatus": "apps.evaluations.choices.DecisionStatus",
        "NamingStatus": "apps.evaluations.choices.NamingStatus",
        "StopStatus": "apps.assessments.choices.StopStatus",
        "QueuedKind": "apps.assessments.choices.QueuedKind",
        "VetoStatus": "apps.assessments.choices.VetoStatus",
        "NoticeStatus": "apps.evaluations.choices.NoticeStatus",
        "ObjectionStatus": "apps.evaluations.choices.ObjectionStatus",
        "MessageStatus": "apps.workflow.choices.DeliveryStatus",
        "MessageKind": "apps.workflow.choices.DeliveryKind",
        "MessageWay": "apps.workflow.choices.Way",
        "UpOrDown": ["up", "down"],
        "ReminderWay": "apps.workflow.serializers.reminding.WAYS",
        "Channel": "apps.evaluations.choices.Channel",
        "OfficeChannel": "apps.evaluations.notice_serializers.OFFICE_CHANNELS",
        "Role": "apps.organisations.choices.Role",
        "Power": "apps.organisations.choices.Power",
    },
}
