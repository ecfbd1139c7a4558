"""The one way to get a quote for a person, and what a page shows of it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from common.text import is_storable
from shop.models import Quote, QuoteCharge, QuoteKit, QuoteLine, QuoteParcel

Viewer = User | AnonymousUser | None


def visible_quotes(viewer: Viewer) -> QuerySet[Quote]:
    """A shopper's own quotes; nobody's for a visitor."""
    if viewer is None or viewer.pk is None:
        return Quote.objects.none()
    return Quote.objects.filter(shopper=viewer.pk)


def access_quote(viewer: Viewer, code: str) -> Quote:
    """The quote, when it is this person's own. Raises NotFound: of another's nobody learns that it exists."""
    quote = visible_quotes(viewer).filter(code=code).first() if is_storable(code) else None
    if quote is None:
        raise NotFound("NO_SUCH_QUOTE", _("There is no such quote, or it is somebody else's."))
    return quote


def quotes_of(viewer: Viewer) -> QuerySet[Quote]:
    """A shopper's quotes, newest first, without what is only needed for one of them."""
    return visible_quotes(viewer).defer("needs", "left_out", "pinned", "findings").order_by("-pk")


def quote_whole(quote: Quote) -> Quote:
    """The quote with kits, parcels, their lines and the charges loaded: five queries, however many lines."""
    lines = QuoteLine.objects.select_related("part", "colour").defer(
        "part__search", "part__keywords", "part__other_names"
    )
    found = Quote.objects.prefetch_related(
        Prefetch("kits", QuoteKit.objects.select_related("revision__build__owner").defer("revision__build__words")),
        Prefetch("parcels", QuoteParcel.objects.select_related("store")),
        Prefetch("parcels__lines", lines),
        Prefetch("charges", QuoteCharge.objects.select_related("store", "designer")),
    )
    return found.get(pk=quote.pk)


def is_expired(quote: Quote) -> bool:
    """Whether its prices are held no longer. One without a price holds none, and so is not expired."""
    return quote.expires_at is not None and quote.expires_at <= timezone.now()
