"""What the headers of an answer say to browsers and caches; that nothing is sniffed, Django's own middleware says."""

from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header

Response = TypeVar("Response", bound=HttpResponseBase)


def private(response: Response) -> Response:
    """Have no cache keep it, the browser's neither: whoever sits there next must not find it by going back."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def saved_as(name: str, response: Response) -> Response:
    """Have browsers save it under this name, in whatever letters it is, rather than show it."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
