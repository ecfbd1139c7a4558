"""What a service refused, as a page: a sentence, what to do next, and the status that fits."""

import secrets
from datetime import UTC, datetime

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from common.errors import ServiceError
from common.files import MAX_SIZE

log = structlog.get_logger(__name__)
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
PLAIN = "<!doctype html><title>Brickfolk</title><h1>Something of ours broke</h1><p>It is noted, as {}. Try again.</p>"


def refused(request: HttpRequest, error: ServiceError) -> HttpResponse:
    """The page for a refusal that no form could show."""
    name = f"{error.status}.html" if error.status in {403, 404} else "refused.html"
    return render(request, name, {"message": error.message, "code": error.code}, status=error.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - passed by name
    """No such address."""
    return render(request, "404.html", {}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - passed by name
    """Known, and not allowed."""
    return render(request, "403.html", {}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read; one that is too large says so."""
    if isinstance(exception, RequestDataTooBig):
        return too_large()
    message = _("The address or the form has something in it that cannot be read. Go back, and send it again.")
    return render(request, "refused.html", {"message": message, "code": "bad_request"}, status=400)


def too_large_for_programs() -> JsonResponse:
    """The same for the API, in its own form."""
    message = _("A file is at most %(size)d MB. Nothing was kept.") % {"size": MAX_SIZE >> 20}
    return JsonResponse({"errors": [{"message": message, "extensions": {"code": "BODY_TOO_LARGE"}}]}, status=413)


def too_large() -> HttpResponse:
    """More bytes than we take. It needs no session: the body has not been read, and may still be coming."""
    return HttpResponse(loader.render_to_string("413.html", {"max_upload_bytes": MAX_SIZE}), status=413)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or came too late."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault: an id that stands in the log too. It needs neither session nor database."""
    error_id = new_error_id()
    log.error("page_failed", error_id=error_id, path=request.path, method=request.method)
    try:
        page = loader.render_to_string("500.html", {"error_id": error_id})
    except Exception:
        return HttpResponse(PLAIN.format(error_id), status=500)
    return HttpResponse(page, status=500)


def new_error_id() -> str:
    """An id that can be read out: the day and three letters, E-20261121-4KD."""
    return f"E-{datetime.now(UTC):%Y%m%d}-" + "".join(secrets.choice(LETTERS) for _letter in range(3))
