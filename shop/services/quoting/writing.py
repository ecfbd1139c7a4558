"""A priced basket as rows, all of them or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from brickcore.sourcing.plan import Sourced
from common.files import keep
from common.models import StoredFile
from common.money import CENT
from shop.models import Quote, QuoteCharge, QuoteLine, QuoteParcel
from shop.services.pricing import Charge, PriceStack
from shop.services.quoting.baskets import Line, Packed
from shop.services.quoting.pinning import Pinned


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a search came to; no proof is kept where it is empty."""

    packed: Sequence[Packed]
    stack: PriceStack
    pinned: Pinned
    bound: Decimal | None
    plain: Decimal | None
    findings: dict[str, Any]
    proof: bytes


@transaction.atomic
def write_ready(quote_id: int, answer: Answer) -> bool:
    """The quote gets its price, held from now on for a while. False when it has ended otherwise meanwhile."""
    quote = _still_searched(quote_id)
    if quote is None:
        return False
    for one in answer.packed:
        _write_parcel(quote, one)
    write_charges(quote, answer.stack.charges)
    quote.state = Quote.State.READY
    quote.basket, quote.total = answer.stack.basket, answer.stack.total
    quote.bound, quote.plain = answer.bound, answer.plain
    quote.pinned |= answer.pinned.as_json()  # beside the lots that were given
    quote.findings = answer.findings
    quote.problem = _kept(answer.proof)
    quote.ready_at = timezone.now()
    quote.expires_at = quote.ready_at + settings.QUOTE_HOLD
    quote.save()
    return True


@transaction.atomic
def write_impossible(quote_id: int, findings: dict[str, Any], proof: bytes) -> bool:
    """The quote says why there is no basket. False when it has ended otherwise meanwhile."""
    quote = _still_searched(quote_id)
    if quote is None:
        return False
    quote.state, quote.findings, quote.problem = Quote.State.IMPOSSIBLE, findings, _kept(proof)
    quote.save(update_fields=["state", "findings", "problem", "updated_at"])
    return True


def write_charges(quote: Quote, charges: Sequence[Charge]) -> None:
    """The lines of the price, in their order."""
    rows = [
        QuoteCharge(
            quote=quote,
            position=position,
            kind=charge.kind,
            amount=charge.amount,
            store_id=charge.store,
            designer_id=charge.designer,
            reason=charge.reason,
        )
        for position, charge in enumerate(charges)
    ]
    QuoteCharge.objects.bulk_create(rows)


def bound_of(found: Sourced, slack: Decimal | None, basket: Decimal) -> Decimal | None:
    """Below which no basket is, in whole cents; None where tables of the stores leave it open.

    A basket that is proven best is its own bound. Lines are rounded to cents after the search, so another basket might
    come out some hundredths of a cent a line cheaper: the search compares exact prices, and so does the proof.
    """
    if slack is None:
        return None
    if found.status == "optimal" and not slack:
        return basket
    return min(basket, max(Decimal(0), found.bound - slack).quantize(CENT, ROUND_DOWN))


def _still_searched(quote_id: int) -> Quote | None:
    return Quote.objects.select_for_update().filter(pk=quote_id, state=Quote.State.SEARCHING).first()


def _kept(proof: bytes) -> StoredFile | None:
    return keep(proof) if proof else None


def _write_parcel(quote: Quote, one: Packed) -> None:
    parcel = QuoteParcel.objects.create(
        quote=quote,
        store_id=one.parcel.store,
        goods=one.parcel.goods,
        shipping=one.parcel.shipping,
        grams=one.grams,
        shipping_reason=one.parcel.shipping_reason,
        minimum=one.minimum,
    )
    QuoteLine.objects.bulk_create(_lines(parcel, one.lines))


def _lines(parcel: QuoteParcel, lines: Iterable[Line]) -> list[QuoteLine]:
    return [
        QuoteLine(
            parcel=parcel,
            offer_id=line.offer.id,
            part_id=line.offer.part_id,
            colour_id=line.offer.colour_id,
            condition=line.offer.condition,
            stands_for=line.stands_for,
            quantity=line.quantity,
            spare=line.spare,
            unit_price=line.each,
            line_price=line.together,
            asked_price=line.asked,
            asked_currency=line.offer.currency,
        )
        for line in lines
    ]
