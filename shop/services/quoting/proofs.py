"""The problem as it was solved, as a file that anybody can solve again: `python -m brickcore source FILE --json`."""

import json
from decimal import Decimal
from typing import Any

from brickcore.sourcing import Need, Offer, Problem, ShippingStep, Store

Json = dict[str, Any]


def proof_of(problem: Problem) -> bytes:
    """The problem as JSON, the same bytes for the same problem; amounts are decimal strings."""
    told = {
        "currency": problem.currency,
        "need": [_need(need) for need in problem.needs],
        "stores": [_store(store) for store in problem.stores],
        **({} if problem.max_stores is None else {"max_stores": problem.max_stores}),
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _need(need: Need) -> Json:
    return {"lot": need.lot, "quantity": need.quantity} | _said(accepts=list(need.accepts), weight=need.weight)


def _store(store: Store) -> Json:
    told = {
        "id": store.id,
        "shipping": [_step(step) for step in store.steps],
        "minimum": str(store.minimum),
        "offers": [_offer(offer) for offer in store.offers],
    }
    return told | _said(average_lot=store.average_lot, lots=store.lots)


def _step(step: ShippingStep) -> Json:
    return {"price": str(step.price)} | _said(to_grams=step.to_grams, to_value=step.to_value)


def _offer(offer: Offer) -> Json:
    tiers = [{"from": tier.from_quantity, "price": str(tier.price)} for tier in offer.tiers]
    told = {"lot": offer.lot, "quantity": offer.quantity, "price": str(offer.price)}
    return told | _said(multiple=offer.multiple if offer.multiple > 1 else None, tiers=tiers, weight=offer.weight)


def _said(**values: Any) -> Json:
    """What there is to say: nothing for None, no list for an empty one, no amount for none."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items() if value}
