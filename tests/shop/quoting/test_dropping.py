"""Dropping something changes the price by exactly its lines: whatever stands beside them stays to the cent."""

from decimal import Decimal

import pytest

from accounts.models import User
from builds.models import Build
from shop.models import Quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.replaying import replay
from tests.factories import make_part, make_user
from tests.shop.quoting.market_rows import kit_of, offer, part, quoted, store, terms

pytestmark = pytest.mark.django_db
Line = tuple[str, str]
FOLLOWING = {"platform", "payment", "tax"}  # by their rule a share of what stands above them


@pytest.fixture
def shopper() -> User:
    return make_user("shopper")


@pytest.fixture
def kit(shopper: User) -> Build:
    """Bricks and a head from First, plates from Second; a design fee, and printed instructions for who wants them."""
    brick, plate, head = part("brick"), part("plate"), make_part("head", "Head", "Minifig Heads", weight=Decimal(1))
    first, second = store("First", "4.00"), store("Second", "2.50")
    offer(first, brick, "0.10")
    offer(first, head, "0.37")
    offer(second, plate, "0.05")
    build = kit_of({brick: 40, plate: 10, head: 3})
    terms(build, fee="2.00")
    return build


def lots(quote: Quote) -> dict[Line, tuple[int, Decimal]]:
    """By store and part, how many at what price together."""
    return {
        (parcel.store.name, line.part.number): (line.quantity, line.line_price)
        for parcel in quote.parcels.all()
        for line in parcel.lines.all()
    }


def prices(quote: Quote) -> dict[Line, Decimal]:
    """By kind and store, what the lines of the price come to."""
    found: dict[Line, Decimal] = {}
    for charge in quote.charges.select_related("store"):
        key = charge.kind, charge.store.name if charge.store else ""
        found[key] = found.get(key, Decimal(0)) + charge.amount
    return found


def changed(whole: Quote, less: Quote) -> dict[Line, Decimal]:
    """Lines of the price that are another amount, but for those that follow; and the sums are those of the lines."""
    before, after = prices(whole), prices(less)
    assert (sum(before.values()), sum(after.values())) == (whole.total, less.total)
    assert replay(whole).is_same
    assert replay(less).is_same
    differences = {key: after.get(key, Decimal(0)) - before.get(key, Decimal(0)) for key in before | after}
    return {key: amount for key, amount in differences.items() if amount and key[0] not in FOLLOWING}


def test_without_printed_instructions_their_line_is_gone_and_nothing_else(shopper: User, kit: Build) -> None:
    whole = quoted(shopper, kit, kits=2, choices=Choices(without_instructions=False))
    less = quoted(shopper, kit, kits=2, choices=Choices(without_instructions=True))
    assert changed(whole, less) == {("instructions", ""): Decimal("-9.00")}
    assert lots(whole) == lots(less)


def test_without_minifigs_the_lots_of_their_parts_are_gone_and_nothing_else(shopper: User, kit: Build) -> None:
    whole, less = quoted(shopper, kit), quoted(shopper, kit, choices=Choices(without_minifigs=True))
    assert changed(whole, less) == {("parts", "First"): Decimal("-1.11")}  # three heads at 0.37
    before = lots(whole)
    assert before.pop(("First", "head")) == (3, Decimal("1.11"))
    assert lots(less) == before


def test_parts_that_one_owns_come_off_their_lot_and_no_other(shopper: User, kit: Build) -> None:
    whole = quoted(shopper, kit)
    key = {need["number"]: need["lot"] for need in whole.needs}
    less = quoted(shopper, kit, choices=Choices(use_owned=True, owned={key["brick"]: 15, key["plate"]: 4}))
    assert changed(whole, less) == {("parts", "First"): Decimal("-1.50"), ("parts", "Second"): Decimal("-0.20")}
    assert lots(less) == lots(whole) | {
        ("First", "brick"): (25, Decimal("2.50")),
        ("Second", "plate"): (6, Decimal("0.30")),
    }


def test_owning_all_that_a_store_sends_takes_its_parcel_along(shopper: User, kit: Build) -> None:
    whole = quoted(shopper, kit)
    key = {need["number"]: need["lot"] for need in whole.needs}
    less = quoted(shopper, kit, choices=Choices(use_owned=True, owned={key["plate"]: 10}))
    assert changed(whole, less) == {
        ("parts", "Second"): Decimal("-0.50"),
        ("shipping", "Second"): Decimal("-2.50"),
        ("picking", "Second"): Decimal("-1.20"),
    }
