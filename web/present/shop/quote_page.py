"""Everything that a quote's page shows, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.countries import country_name
from shop.models import Order, Quote, QuoteKit
from shop.selectors.quotes import is_expired, quote_whole
from web.present import figures
from web.present.shop.baskets import Basket, baskets_of
from web.present.shop.changes import Change, changes_of, ways_of
from web.present.shop.impossible import Missing, missing_of, why_not
from web.present.shop.left_out import AS_PARTS, LeftOut, left_out_of
from web.present.shop.not_asked import not_asked_of
from web.present.shop.proof import Proof, proof_of
from web.present.shop.stack import StackLine, hues_of, stack_of


@dataclass(frozen=True, slots=True)
class QuotePage:
    """What the template reads; nothing in it asks the database for more."""

    quote: Quote
    kits: list[QuoteKit]
    title: str
    said: str
    left_out: list[LeftOut]
    left_out_lots: int
    proof: Proof | None = None
    stack: list[StackLine] = field(default_factory=list)
    baskets: list[Basket] = field(default_factory=list)
    order: Order | None = None
    changes: list[Change] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    ways: list[Change] = field(default_factory=list)

    @property
    def is_one_kit(self) -> bool:
        """Whether it is for kits of one build alone, not for all that lies in a cart."""
        return _is_one_kit(self.quote, self.kits)

    @property
    def running(self) -> bool:
        """Whether a worker is at it, or will be."""
        return self.quote.state in Quote.UNFINISHED

    @property
    def ready(self) -> bool:
        """Whether it has a price."""
        return self.quote.state == Quote.State.READY

    @property
    def expired(self) -> bool:
        """Whether its prices are held no longer."""
        return self.ready and is_expired(self.quote)

    @property
    def until(self) -> str:
        """The moment until which the prices hold: the time alone where that is today."""
        moment = timezone.localtime(self.quote.expires_at)
        today = moment.date() == timezone.localdate()
        return formats.date_format(moment, "H:i e" if today else "j F, H:i e")

    @property
    def orderable(self) -> bool:
        """Whether it can be ordered now."""
        return self.ready and not self.expired and self.order is None

    @property
    def made(self) -> str:
        """What a kit of a shared run costs, where the basket was not searched but made; else empty."""
        told = self.quote.pinned.get("made")
        return figures.money(Decimal(told["kit_price"]), self.quote.currency) if told else ""

    @property
    def effort(self) -> str:
        """What the search looked at: 4.2 s over 148 stores and 11,306 offers."""
        return effort_of(self.quote.findings)

    @property
    def sought(self) -> str:
        """The same while it is still looking."""
        return effort_of(self.quote.progress)

    @property
    def share(self) -> int:
        """How much of the time is over, in per cent."""
        seconds = figures.kept_decimal(self.quote.progress.get("seconds")) or Decimal(0)
        return min(100, figures.per_cent(seconds, self.quote.seconds))

    @property
    def why_not(self) -> str:
        """Why no basket is possible."""
        return why_not(self.quote, self.missing)

    @property
    def not_asked(self) -> list[str]:
        """Which stores were left alone, and why."""
        return not_asked_of(self.quote)


def quote_page(quote: Quote) -> QuotePage:
    """Collect the page. `quote` needs nothing loaded; it is read again with all its rows."""
    quote = quote_whole(quote)
    left_out = left_out_of(quote.left_out)
    told: dict[str, Any] = {
        "quote": quote,
        "kits": list(quote.kits.all()),
        "said": _said(quote),
        "left_out": left_out,
        "left_out_lots": sum(len(one.lots) for one in left_out if one.because != AS_PARTS),
    }
    if quote.state != Quote.State.READY:
        return QuotePage(
            title=_title(quote),
            proof=_proof_so_far(quote),
            missing=missing_of(quote),
            ways=ways_of(quote),
            **told,
        )
    assert quote.basket is not None
    names = {str(need.get("lot")): f"{need.get('name')}, {need.get('colour')}" for need in quote.needs}
    parcels, charges = list(quote.parcels.all()), list(quote.charges.all())
    return QuotePage(
        title=_found_title(len(parcels), _is_one_kit(quote, told["kits"])),
        proof=proof_of(quote.basket, quote.bound, quote.plain, quote.currency),
        stack=stack_of(charges, quote.country),
        baskets=baskets_of(parcels, names, hues_of(charges)),
        order=Order.objects.filter(quote=quote).first(),
        changes=changes_of(quote),
        **told,
    )


def said_of(quote: Quote) -> str:
    """What a reader hears when the search has ended."""
    if quote.state != Quote.State.READY or quote.basket is None:
        return _title(quote) + "."
    words = _("The basket is found: %(basket)s for parts and shipping.")
    return words % {"basket": figures.money(quote.basket, quote.currency)}


def effort_of(findings: dict[str, Any]) -> str:
    """`4.2 s over 148 stores and 11,306 offers`; empty as long as nobody looked."""
    seconds, stores, offers = findings.get("seconds"), findings.get("stores"), findings.get("offers")
    if seconds is None or not offers:
        return ""
    found = ngettext("%(n)s store", "%(n)s stores", int(stores or 0)) % {"n": figures.count(int(stores or 0))}
    lots = ngettext("%(n)s offer", "%(n)s offers", int(offers)) % {"n": figures.count(int(offers))}
    words = _("%(seconds)s s over %(stores)s and %(offers)s")
    return words % {"seconds": f"{float(seconds):.1f}", "stores": found, "offers": lots}


def _proof_so_far(quote: Quote) -> Proof | None:
    """What the search has found and proven by now; nothing before it found a basket."""
    cost, bound = figures.kept_decimal(quote.progress.get("cost")), figures.kept_decimal(quote.progress.get("bound"))
    return proof_of(cost, bound, None, quote.currency) if cost else None


def _is_one_kit(quote: Quote, kits: Sequence[QuoteKit]) -> bool:
    return len(kits) == 1 and not quote.pinned.get("lots")


def _found_title(stores: int, is_one_kit: bool) -> str:
    if is_one_kit:
        return ngettext("Kit, from %(n)d store", "Kit, from %(n)d stores", stores) % {"n": stores}
    return ngettext("Basket, from %(n)d store", "Basket, from %(n)d stores", stores) % {"n": stores}


def _title(quote: Quote) -> str:
    titles = {
        Quote.State.IMPOSSIBLE: _("No basket is possible"),
        Quote.State.FAILED: _("The search ended early"),
        Quote.State.CANCELLED: _("The search was stopped"),
    }
    return titles.get(Quote.State(quote.state), _("Looking for the best basket"))


def _said(quote: Quote) -> str:
    """213 of 214 lots, 1,501 parts, new, to: Netherlands."""
    left_out = sum(row.get("because") != AS_PARTS for row in quote.left_out)
    lots, whole = len(quote.needs), len(quote.needs) + left_out
    parts = sum(int(need.get("quantity") or 0) for need in quote.needs)
    counted = ngettext("%(lots)s lot", "%(lots)s lots", lots) if lots == whole else _("%(lots)s of %(whole)s lots")
    used = quote.choices.get("condition") == "any"
    pieces = ngettext("%(n)s part", "%(n)s parts", parts) % {"n": figures.count(parts)}
    return ", ".join(
        [
            counted % {"lots": figures.count(lots), "whole": figures.count(whole)},
            pieces,
            _("new or used") if used else _("new"),
            _("to: %(country)s") % {"country": country_name(quote.country)},
        ]
    )
