"""What an owner says of a store, and how the store is found."""

from decimal import Decimal
from typing import Any

import graphene

from brickfolk_api.types.money import DecimalText
from shop.models import Store
from shop.services.stores import StoreGiven


class StoreDetails(graphene.InputObjectType):
    """What an owner says of a store; amounts are decimals as strings, in its currency."""

    name = graphene.String(description="What it is called, at most 80 characters.")
    country = graphene.String(description="Where parcels come from, as two letters.")
    currency = graphene.String(description="Of all its prices; fixed once it has offers. EUR without it.")
    terms = graphene.String(description="Markdown.")
    handling_days = graphene.Int(description="Working days until a paid parcel leaves; 2 without it.")
    minimum_buy = DecimalText(description="What the goods of an order must come to.")
    average_lot_minimum = DecimalText(description="What a lot of an order must come to on average.")
    lot_limit = graphene.Int(description="The most lots that one order may have; null: any number.")


FIELDS = (
    "name", "country", "currency", "terms", "handling_days", "minimum_buy", "average_lot_minimum",
)  # fmt: skip
USUAL: dict[str, Any] = {
    "name": "", "country": "", "currency": "EUR", "terms": "", "handling_days": 2,
    "minimum_buy": Decimal(0), "average_lot_minimum": Decimal(0), "lot_limit": None,
}  # fmt: skip


def store_given(given: dict[str, Any], store: Store | None = None) -> StoreGiven:
    """All of it: what is not said is as it was, or as usual for a new store. A limit of null is none at all."""
    before = USUAL if store is None else {name: getattr(store, name) for name in USUAL}
    said = {name: given[name] for name in FIELDS if given.get(name) is not None}
    if "lot_limit" in given:
        said["lot_limit"] = given["lot_limit"]
    return StoreGiven(**(before | said))
