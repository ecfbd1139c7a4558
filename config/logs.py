"""One line per event: for people while developing, JSON for machines otherwise."""

from typing import Any

import structlog

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_logs(*, level: str, readable: bool) -> dict[str, Any]:
    """Set structlog up, and return Django's LOGGING, so that both write the same lines to standard error."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    ending: list[structlog.typing.Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if readable:
        ending.append(structlog.dev.ConsoleRenderer(colors=False))
    else:
        ending += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    lines = {"()": structlog.stdlib.ProcessorFormatter, "foreign_pre_chain": SHARED, "processors": ending}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": lines},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": "INFO"},
            "django.server": {"handlers": [], "propagate": True, "level": "INFO"},
            "django.request": {"level": "ERROR"},  # what is not found stands in the request's own line
            "django.utils.autoreload": {"level": "WARNING"},
            "procrastinate": {"level": "WARNING"},
            "botocore": {"level": "WARNING"},
        },
    }
