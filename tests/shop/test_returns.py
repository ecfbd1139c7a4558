"""What goes back of a price: pieces by pieces it comes to what the whole comes to, and never to more."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.services.ordering.returns import Group, Sold, given_back

CHARGES = {
    ("parts", 1): Decimal("10.00"),
    ("parts", 2): Decimal("30.00"),
    ("shipping", 1): Decimal("3.00"),
    ("shipping", 2): Decimal("5.00"),
    ("picking", 1): Decimal("1.20"),
    ("picking", 2): Decimal("1.20"),
    ("design_fee", None): Decimal("2.50"),
    ("tax", None): Decimal("1.11"),
}
LINES = [Sold(1, Decimal("10.00"), 3, 0), Sold(2, Decimal("30.00"), 10, 0)]


def back(first: int, second: int, *ended: int) -> dict[str, str]:
    lines = [Sold(1, Decimal("10.00"), 3, first), Sold(2, Decimal("30.00"), 10, second)]
    found = given_back(CHARGES, lines, ended)
    return {f"{kind} {store or ''}".strip(): str(amount) for (kind, store), amount in found.items() if amount}


def test_nothing_given_back_is_nothing() -> None:
    assert back(0, 0) == {}


def test_pieces_take_their_share_of_the_fees_along_and_no_shipping() -> None:
    assert back(1, 0) == {"parts 1": "3.33", "design_fee": "0.21", "tax": "0.09"}
    assert back(0, 5) == {"parts 2": "15.00", "design_fee": "0.94", "tax": "0.42"}


def test_a_whole_parcel_takes_its_shipping_and_picking_along() -> None:
    assert back(3, 0, 1) == {
        "parts 1": "10.00", "shipping 1": "3.00", "picking 1": "1.20", "design_fee": "0.63", "tax": "0.28",
    }  # fmt: skip


def test_all_pieces_leave_only_shipping_and_picking() -> None:
    found = back(3, 10)
    assert found == {"parts 1": "10.00", "parts 2": "30.00", "design_fee": "2.50", "tax": "1.11"}


def test_all_parcels_are_all_that_was_charged() -> None:
    assert given_back(CHARGES, LINES, {1, 2}) == CHARGES


def test_goods_that_cost_nothing_share_nothing_until_all_has_ended() -> None:
    charges: dict[Group, Decimal] = {("parts", 1): Decimal("0.00"), ("tax", None): Decimal("0.30")}
    lines = [Sold(1, Decimal("0.00"), 4, 4)]
    assert given_back(charges, lines, ()) == {("parts", 1): 0, ("tax", None): 0}
    assert given_back(charges, lines, {1}) == charges


AMOUNT = st.integers(0, 5000).map(lambda cents: Decimal(cents) / 100)
LINE = st.tuples(st.integers(1, 3), AMOUNT, st.integers(1, 50))


@given(st.lists(LINE, min_size=1, max_size=8), st.lists(AMOUNT, min_size=1, max_size=4), st.data())
def test_in_any_steps_the_whole_is_given_back_once(
    bought: list[tuple[int, Decimal, int]], fees: list[Decimal], data: st.DataObject
) -> None:
    stores = sorted({store for store, _price, _count in bought})
    charges: dict[Group, Decimal] = {
        ("parts", store): sum((price for one, price, _count in bought if one == store), Decimal(0)) for store in stores
    }
    charges |= {("shipping", store): Decimal("2.95") for store in stores}
    charges |= {(f"fee{place}", None): fee for place, fee in enumerate(fees)}
    refunded, ended, before = [0] * len(bought), set[int](), dict.fromkeys(charges, Decimal(0))
    for _step in range(5):
        place = data.draw(st.integers(0, len(bought) - 1))
        refunded[place] = data.draw(st.integers(refunded[place], bought[place][2]))
        if data.draw(st.booleans()):
            ended.add(bought[place][0])
            refunded = [one[2] if one[0] in ended else count for one, count in zip(bought, refunded, strict=True)]
        sold = [Sold(*one, count) for one, count in zip(bought, refunded, strict=True)]
        now = given_back(charges, sold, ended)
        assert all(before[group] <= now[group] <= charges[group] for group in charges)
        before = now
    assert given_back(charges, [Sold(*one, one[2]) for one in bought], set(stores)) == charges


@pytest.mark.parametrize("quantity", [1, 3, 7])
def test_piece_by_piece_comes_to_the_price_of_the_line(quantity: int) -> None:
    price = Decimal("0.10")
    charges: dict[Group, Decimal] = {("parts", 1): price}
    steps = [given_back(charges, [Sold(1, price, quantity, count)], ())[("parts", 1)] for count in range(quantity + 1)]
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (Decimal(0), price)
