"""Django's own CSRF check, asked only when a browser's session speaks for somebody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    def _reject(self, _request: HttpRequest, reason: str) -> str:
        return reason


def _no_response(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def csrf_problem(request: HttpRequest) -> str | None:
    """Why the request cannot be trusted to come from our own pages, or None when it can."""
    check = _Check(_no_response)
    check.process_request(request)
    unused: Any = None
    problem: Any = check.process_view(request, unused, (), {})
    return str(problem) if problem else None
