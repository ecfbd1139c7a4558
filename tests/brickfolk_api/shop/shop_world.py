"""A small shop to ask about: two stores, a kit of two lots, a shopper, and what is sent for it."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.services.tokens import issue_token
from builds.models import Build
from parts.models import Part
from shop.models import Offer, Store
from tests.factories import make_user
from tests.shop.quoting.market_rows import kit_of, offer, part, store, terms

HOME = {
    "email": "shopper@example.org", "name": "A Shopper", "street": "Kade 1", "postcode": "3011 AA",
    "city": "Rotterdam", "country": "NL",
}  # fmt: skip


def token_for(owner: User, scope: str = "write") -> str:
    """A secret with which a program speaks for the member."""
    return issue_token(owner=owner, name="test", scope=scope)[1]


@dataclass(frozen=True, slots=True)
class World:
    """Bricks are cheap at First, plates only at Second; the kit has 40 and 10 of them, and a fee of 2.00."""

    shopper: User
    token: str
    first: Store
    second: Store
    brick: Part
    plate: Part
    bricks: Offer
    plates: Offer
    kit: Build


def make_world() -> World:
    """As above: the best basket is 11.00, the price 17.00."""
    shopper = make_user("shopper")
    brick, plate = part("brick", "2.5"), part("plate")
    first, second = store("First", "4.00"), store("Second", "2.50")
    bricks = offer(first, brick, "0.10", remarks="A 1", comment="as new")
    offer(second, brick, "0.30")
    plates = offer(second, plate, "0.05", remarks="B 2")
    kit = kit_of({brick: 40, plate: 10})
    terms(kit, fee="2.00")
    return World(shopper, token_for(shopper), first, second, brick, plate, bricks, plates, kit)


def errors_of(payload: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Codes and fields of a payload's errors."""
    return [(error["code"], error["field"]) for error in payload["errors"]]
