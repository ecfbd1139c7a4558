"""Where a parcel would go, before the shopper has said so."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from common.countries import COUNTRIES
from shop.selectors.quotes import quotes_of


def likely_country(request: HttpRequest) -> str:
    """Where the last quote went, else the country that the browser's languages name; nothing rather than a guess."""
    before = quotes_of(request.user).first()
    if before is not None:
        return before.country
    for language, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        region = language.rpartition("-")[2].upper()
        if "-" in language and region in COUNTRIES:
            return region
    return ""
