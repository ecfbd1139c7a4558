"""Quotes as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Func, IntegerField, Prefetch, QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.models import Quote, QuoteKit
from shop.selectors.quotes import is_expired

STATES = {
    Quote.State.WAITING: gettext_lazy("waits"), Quote.State.SEARCHING: gettext_lazy("being searched"),
    Quote.State.IMPOSSIBLE: gettext_lazy("no basket"), Quote.State.FAILED: gettext_lazy("not found"),
    Quote.State.CANCELLED: gettext_lazy("stopped"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """A quote in a list."""

    quote: Quote
    title: str
    state: str
    mark: str


def quotes_shown(quotes: Iterable[Quote]) -> list[QuoteShown]:
    """The quotes with their words; kits, revisions and builds have to be loaded."""
    return [QuoteShown(quote, _title(quote), *_state(quote)) for quote in quotes]


def with_kits(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    """The quotes with what their titles and states need; of single lots only how many, since there may be thousands."""
    kits = QuoteKit.objects.select_related("revision__build").defer("revision__build__words")
    lots = Func(KeyTransform("lots", "pinned"), function="jsonb_array_length", output_field=IntegerField())
    found = quotes.select_related("order").annotate(single_lots=Coalesce(lots, 0))
    return found.prefetch_related(Prefetch("kits", kits))


def _title(quote: Quote) -> str:
    kits = [
        f"{kit.revision.build.title}" + (f" × {kit.quantity}" if kit.quantity > 1 else "") for kit in quote.kits.all()
    ]
    if not kits:
        return _("Single lots")
    return ", ".join([*kits, *([_("single lots")] if getattr(quote, "single_lots", 0) else [])])


def _state(quote: Quote) -> tuple[str, str]:
    if quote.state != Quote.State.READY:
        return str(STATES[Quote.State(quote.state)]), ""
    if getattr(quote, "order", None) is not None:
        return _("ordered"), "good"
    return (_("prices not held any more"), "") if is_expired(quote) else (_("prices held"), "good")
