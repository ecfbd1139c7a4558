"""What every page shares: uploads that are too large end here, and what a service refused becomes a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from common.errors import ServiceError
from common.files import MAX_SIZE
from web.views.refusals import refused, too_large, too_large_for_programs

SLACK = 1 << 20  # bytes of a form around its file


class RefusalMiddleware:
    """Turns what a service refused into a page, where the view did not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse a body that nothing here takes before any of it is read, so that no disk fills; else pass on."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length[:20]) > MAX_SIZE + SLACK:
            return too_large_for_programs() if request.path.startswith(reverse("graphql")) else too_large()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a ServiceError; everything else is somebody else's."""
        return refused(request, exception) if isinstance(exception, ServiceError) else None
