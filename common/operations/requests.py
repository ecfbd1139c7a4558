"""Each request gets an id, one line in the log and a place in the metrics."""

import re
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.operations.figures import REQUEST_SECONDS

ID = re.compile(r"[A-Za-z0-9_-]{8,64}")  # what we take over from a proxy; anything else could forge log lines
QUIET = {"/healthz", "/readyz", "/metrics"}

log = structlog.get_logger("brickfolk.requests")


class RequestMiddleware:
    """Binds the id to every log line of the request, answers with it, and times the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, between two looks at the clock."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if ID.fullmatch(given) else uuid.uuid4().hex
        begun = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            seconds = time.perf_counter() - begun
            route = request.resolver_match.route if request.resolver_match else "unknown"
            REQUEST_SECONDS.labels(request.method, route, response.status_code).observe(seconds)
            if not _is_quiet(request, response):
                log.info(
                    "request",
                    method=request.method,
                    path=_path(request),
                    status=response.status_code,
                    milliseconds=round(seconds * 1000, 1),
                )
        response["X-Request-ID"] = request_id
        if request.method == "HEAD" and not response.streaming:
            response.content = b""  # its length stays in the header
        return response


def _is_quiet(request: HttpRequest, response: HttpResponse) -> bool:
    """Probes, and the files of our own that every page brings along, would bury the lines that say something."""
    is_static = request.path.startswith(settings.STATIC_URL) and response.status_code < HTTPStatus.BAD_REQUEST
    return is_static or request.path.rstrip("/") in QUIET


def _path(request: HttpRequest) -> str:
    """The path without a signature that it bears: who reads the log must not be able to fetch somebody's file."""
    signed = request.resolver_match.kwargs.get("signed") if request.resolver_match else None
    return request.path.replace(signed, "…") if signed else request.path
