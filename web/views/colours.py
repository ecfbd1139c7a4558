"""The swatches' stylesheet: one class a colour, since the content policy allows no style in the markup."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parts.selectors import colours

YEAR = 365 * 24 * 3600  # seconds


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """`.sw-72 { --swatch: #6c6e68 }` for each colour. Asked for by catalogue version, the answer never changes."""
    rules = [f".sw-{colour.number}{{--swatch:{colour.rgb}}}" for colour in colours()]
    response = HttpResponse("\n".join(rules) + "\n", content_type="text/css; charset=utf-8")
    lasting = f"public, max-age={YEAR}, immutable" if "v" in request.GET else "public, max-age=60"
    response.headers["Cache-Control"] = lasting
    return response
