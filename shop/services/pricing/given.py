"""What a price is made of, and the lines that come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Kind = Literal[
    "parts", "shipping", "picking", "instructions", "design_fee", "royalty", "platform", "payment", "tax"
]  # as shop.models.QuoteCharge.Kind; in the order in which the lines stand
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What comes from one store, in the quote's currency and whole cents. `store` is the store's key."""

    store: int
    name: str
    goods: Decimal
    shipping: Decimal
    lots: int = 0
    pieces: int = 0
    shipping_reason: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an ancestor asks of each kit of a remix: so much, or so many per cent of the remix's fee.

    `depth` counts from the remix upward: 1 is its parent. `member` is who is paid.
    """

    build: int
    title: str
    member: int
    name: str
    depth: int
    currency: str = "EUR"
    fixed: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Kit:
    """So many kits of a revision, the fee that its builder asks for each, and who claims a share of that fee."""

    revision: int
    build: int
    title: str
    quantity: int
    member: int
    name: str
    fee: Decimal = Decimal(0)
    currency: str = "EUR"
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of the price: how much, to whom, and how it was reached ({rule, inputs, date}, all JSON values).

    `store` is set for parts, shipping and picking, `designer` for design fee and royalty, neither for the others.
    """

    kind: Kind
    amount: Decimal
    reason: Json
    store: int | None = None
    designer: int | None = None
