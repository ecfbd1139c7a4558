"""Stores that have some of the lots and were left alone by the search, in sentences: one for each reason."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from common.countries import country_name
from shop.models import Quote
from web.present import figures

SHOWN = 5
"""Names in a sentence: a market of hundreds of stores would fill the page."""


def not_asked_of(quote: Quote) -> list[str]:
    """One sentence for each reason; none where every store was asked, or nobody has looked yet."""
    stores: dict[str, list[str]] = {}
    for row in quote.findings.get("not_asked", ()):
        stores.setdefault(str(row["because"]), []).append(str(row["store"]))
    return [_sentence(because, sorted(names), quote.country) for because, names in sorted(stores.items())]


def _sentence(because: str, names: Sequence[str], country: str) -> str:
    count = len(names)
    if because == "no_rate":
        words = ngettext(
            "%(n)s store was not asked, because no exchange rate of its currency is known: %(names)s.",
            "%(n)s stores were not asked, because no exchange rate of their currencies is known: %(names)s.",
            count,
        )
    else:
        words = ngettext(
            "%(n)s store was not asked, because it sends nothing to this destination (%(country)s): %(names)s.",
            "%(n)s stores were not asked, because they send nothing to this destination (%(country)s): %(names)s.",
            count,
        )
    return words % {"n": figures.count(count), "names": _named(names), "country": country_name(country)}


def _named(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    shown = ", ".join(names[:SHOWN])
    if more <= 0:
        return shown
    words = ngettext("%(names)s and %(n)s other", "%(names)s and %(n)s others", more)
    return words % {"names": shown, "n": figures.count(more)}
