"""How log lines look: key-value lines for people, JSON lines for machines."""

import structlog

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


def logging_for(json: bool, level: str = "INFO") -> dict:
    """Django's LOGGING for one handler on standard error; also sets structlog itself up."""
    # Plain tracebacks: the rich ones print local variables, passwords among them.
    lines = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if json else lines
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "axes": {"level": "ERROR"},
            "django_structlog": {"level": "WARNING"},
            # At their most talkative they write whole pages' data and statements: a voter's code and answers too.
            "django.template": {"level": "INFO"},
            "django.db.backends": {"level": "INFO"},
        },
    }
