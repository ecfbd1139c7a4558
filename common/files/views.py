"""Serve and take the local folder's bytes for whoever holds a signed address."""

from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.signing import BadSignature
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from common.files.addresses import ReadGrant
from common.files.incoming import SizedStream, TooLongError
from common.files.ranges import BadRangeError, Span, requested_span
from common.files.smaller import SUFFIX, smaller_for
from common.files.uploads import WriteGrant

SAFE = {  # whatever the bytes are, they never run as a page of this site
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, max-age=3600, immutable",
}


@require_safe
def get(request: HttpRequest, signed: str, name: str) -> HttpResponse | FileResponse:  # noqa: ARG001 - for people
    """Hand out one file, whole or one range of it."""
    try:
        grant = ReadGrant.read(signed)
    except (BadSignature, TypeError):
        return refusal(403, _("This link has expired. Open the page again for a new one."))
    smaller = smaller_for(request, grant.key)
    tag = f'"{grant.key.rpartition("/")[2]}{"-gzip" if smaller else ""}"'
    if request.headers.get("If-None-Match") == tag:
        same = {"ETag": tag, "Cache-Control": SAFE["Cache-Control"], "Vary": "Accept-Encoding"}
        return HttpResponseNotModified(headers=same)
    try:
        file = default_storage.open(grant.key + (SUFFIX if smaller else ""), "rb")
    except FileNotFoundError:
        return refusal(404, _("The stored file is missing. Upload it again."))
    response = _answer(request, file, grant, tag)
    encoded = {"Content-Encoding": "gzip", "Accept-Ranges": "none"} if smaller else {}
    for header, value in (SAFE | {"ETag": tag} | encoded).items():
        response[header] = value
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _answer(request: HttpRequest, file: "File[bytes]", grant: ReadGrant, tag: str) -> HttpResponse | FileResponse:
    wanted = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    try:
        span = requested_span(wanted, file.size)
    except BadRangeError:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    content: IO[bytes] = Span(file, span.start, len(span)) if span else file  # type: ignore[assignment]
    response = FileResponse(
        content, as_attachment=not grant.inline, filename=grant.name, content_type=grant.content_type
    )
    response.headers["Content-Length"] = str(len(span) if span else file.size)
    if span:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{file.size}"
    return response


@csrf_exempt  # the signed address is the permission; no cookie is looked at
@require_http_methods(["PUT"])
def put(request: HttpRequest, signed: str) -> HttpResponse:
    """Take one announced upload."""
    try:
        grant = WriteGrant.read(signed)
    except (BadSignature, TypeError):
        return refusal(403, _("This upload address has expired. Announce the upload again."))
    stream = SizedStream(request, grant.max_size)
    try:
        default_storage.save(grant.key, stream)
    except TooLongError:
        return refusal(413, _("The file is larger than was announced."))
    return HttpResponse(status=204)


def refusal(status: int, sentence: str) -> HttpResponse:
    """A short plain answer; programs read these."""
    return HttpResponse(sentence + "\n", status=status, content_type="text/plain; charset=utf-8")
