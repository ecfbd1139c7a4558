"""What a quote is for and what it buys, as lists that are read page by page."""

from django.db.models import F, QuerySet

from shop.models import Quote, QuoteKit, QuoteLine, QuoteParcel


def kits_of_quote(quote: Quote) -> QuerySet[QuoteKit]:
    """The kits that it is for."""
    return QuoteKit.objects.filter(quote=quote).order_by("id")


def parcels_of_quote(quote: Quote) -> QuerySet[QuoteParcel]:
    """What comes from each store, the largest first; each says the quote's `currency`."""
    found = QuoteParcel.objects.filter(quote=quote).annotate(currency=F("quote__currency"))
    return found.order_by("-goods", "id")


def lines_of_quote(quote: Quote) -> QuerySet[QuoteLine]:
    """All lots that it buys, the dearest first; each says the quote's `currency` and its `store_key`."""
    return _lines().filter(parcel__quote=quote)


def lines_of_parcel(parcel: QuoteParcel) -> QuerySet[QuoteLine]:
    """The lots of one parcel, alike."""
    return _lines().filter(parcel=parcel)


def _lines() -> QuerySet[QuoteLine]:
    found = QuoteLine.objects.annotate(currency=F("parcel__quote__currency"), store_key=F("parcel__store_id"))
    return found.order_by("-line_price", "id")
