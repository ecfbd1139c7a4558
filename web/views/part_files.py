"""Pictures and 3D files of parts, made when somebody first asks. No answer here waits for one to be made."""

from collections.abc import Iterable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.errors import Invalid, NotFound
from common.files import open_file, smaller_for
from common.files.smaller import SUFFIX
from parts.models import PartAsset
from parts.selectors import parts_by_id
from parts.selectors.picture_colours import colours_by_code
from parts.services.assets import LIST_WIDTH, WIDTHS, Found, Wanted, assets_of, forget_asset, is_made_here
from web.present.part_pictures import NAMED, picture_address
from web.present.shapes import drawing_of
from web.views.catalogue_access import access_part

FOR_GOOD = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"
ASKED_AT_ONCE = 250  # pictures that a page's script may ask about in one request
LARGEST = 2**31 - 1  # of a key or a code in an address

Key = tuple[int, int, int]  # part, colour's code, width


@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A part's picture in a colour; its silhouette, which nobody may keep, as long as there is none."""
    width = request.GET.get("size", str(LIST_WIDTH))
    if width not in map(str, WIDTHS):
        sizes = ", ".join(map(str, WIDTHS))
        raise Invalid("PICTURE_SIZE", _("Pictures of parts are %(sizes)s pixels wide.") % {"sizes": sizes}, "size")
    wanted = _wanted(pk, number, PartAsset.Kind.PICTURE, int(width))
    found = assets_of([wanted])[wanted.key]
    return _file(request, found, "image/png") or _silhouette(wanted, found)


@require_safe
def model(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A part's 3D file in a colour. Status 202 says that it is being made: ask again a little later."""
    if not is_made_here(PartAsset.Kind.MODEL):
        raise NotFound("NO_PART_MODEL", _("This site makes no 3D files of single parts."))
    wanted = _wanted(pk, number, PartAsset.Kind.MODEL, 0)
    found = assets_of([wanted])[wanted.key]
    if found.state == "nothing":
        raise NotFound("NO_SHAPE", _("The shape of this part is not known here."))
    waiting = HttpResponse(status=202, headers={"Cache-Control": "no-store", "Retry-After": "1"})
    return _file(request, found, "model/gltf-binary") or waiting


@require_safe
def made(request: HttpRequest) -> HttpResponse:
    """Which of the pictures that a page waits for are made: their addresses by key, empty for what will never be."""
    asked = {key: text for text in request.GET.getlist("want")[:ASKED_AT_ONCE] if (key := _key(text)) is not None}
    parts = parts_by_id({part for part, _code, _width in asked})
    colours = colours_by_code({code for _part, code, _width in asked})
    wanted = {
        text: Wanted(parts[part], colours[code], width=width)
        for (part, code, width), text in asked.items()
        if part in parts and code in colours
    }
    answer = {text: _address(wanted[text], found) for text, found in _settled(wanted)}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _settled(wanted: dict[str, Wanted]) -> Iterable[tuple[str, Found]]:
    found = assets_of(wanted.values())
    return ((text, found[one.key]) for text, one in wanted.items() if found[one.key].state != "waiting")


def _address(wanted: Wanted, found: Found) -> str:
    return picture_address(reverse("web:parts"), wanted, found.recipe) if found.state == "ready" else ""


def _key(text: str) -> Key | None:
    """`12-4-128`: part, colour's code and width."""
    words = text.split("-")
    if len(words) != 3 or not all(word.isdecimal() and len(word) < 11 for word in words):
        return None
    part, code, width = map(int, words)
    return (part, code, width) if width in WIDTHS and max(part, code) <= LARGEST else None


def _wanted(pk: int, number: int, kind: PartAsset.Kind, width: int) -> Wanted:
    if pk > LARGEST or number > LARGEST:
        raise NotFound("NO_SUCH_PART", _("The catalogue has no such part."))
    part, colour = access_part(pk), colours_by_code([number]).get(number)
    if colour is None:
        raise NotFound("NO_SUCH_COLOUR", _("The catalogue has no colour with this code."))
    return Wanted(part, colour, kind, width)


def _file(request: HttpRequest, found: Found, content_type: str) -> HttpResponseBase | None:
    """The file, which browsers keep for good under an address that names its recipe; None while there is none."""
    asset = found.asset
    if asset is None or asset.file is None:
        return None
    lasting = FOR_GOOD if request.GET.get("v") == asset.recipe[:NAMED] else A_WHILE
    smaller = smaller_for(request, asset.file.key)
    tag = f'"{asset.recipe}{"-gzip" if smaller else ""}"'
    lasting = lasting if found.state == "ready" else "no-store"
    headers = {"ETag": tag, "Cache-Control": lasting, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    try:
        content = open_file(asset.file, SUFFIX if smaller else "")
    except NotFound:
        forget_asset(asset)
        return None
    encoded = {"Content-Encoding": "gzip"} if smaller else {}
    return FileResponse(content, content_type=content_type, headers=headers | encoded)


def _silhouette(wanted: Wanted, found: Found) -> HttpResponse:
    drawing = drawing_of(wanted.part, wanted.colour)
    lasting = A_WHILE if found.state == "nothing" else "no-store"
    return HttpResponse(drawing, content_type="image/svg+xml", headers={"Cache-Control": lasting})
