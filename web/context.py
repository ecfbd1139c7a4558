"""What every page's template knows."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from common.files import MAX_SIZE
from parts.selectors import current_catalogue_version


def site(request: HttpRequest) -> dict[str, object]:
    """Where we are, the catalogue's version (it names the swatches' stylesheet), and the largest file that we take."""
    section = request.path.lstrip("/").partition("/")[0]
    return {
        "section": section,
        "catalogue_version": SimpleLazyObject(current_catalogue_version),
        "max_upload_bytes": MAX_SIZE,
    }
