"""Real orders, taken as offers and sourced back: what people paid is what the plan costs, or more."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from brickcore.sourcing import Need, Offer, Problem, Store
from brickcore.sourcing.sourcing import source

pytestmark = pytest.mark.shared
CENT = Decimal("0.01")
SECONDS = 20.0


class Line(NamedTuple):
    """One line of an order: a lot with its condition, pieces, and the price of one."""

    lot: str
    quantity: int
    price: Decimal


class Paid(NamedTuple):
    """One order: from which store, its lines, what its goods came to, and its shipping."""

    store: str
    lines: list[Line]
    total: Decimal
    shipping: Decimal


@pytest.fixture(scope="module")
def orders(shared: Path) -> dict[str, Paid]:
    found: dict[str, Paid] = {}
    with (shared / "prices" / "bricklink_order_lines_2025.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            total, grand = Decimal(row["order_total_usd"]), Decimal(row["order_grand_total_usd"])
            order = found.setdefault(row["order"], Paid(row["store"], [], total, max(grand - total, Decimal(0))))
            lot = f"{row['item_type']}-{row['item_no']}:{row['bl_color']}:{row['condition']}"
            order.lines.append(Line(lot, int(row["qty"]), Decimal(row["unit_price_usd"])))
    return found


def needs(lines: list[Line]) -> tuple[Need, ...]:
    wanted: dict[str, int] = defaultdict(int)
    for line in lines:
        wanted[line.lot] += line.quantity
    return tuple(Need(lot, quantity) for lot, quantity in wanted.items())


def stores(orders: list[Paid]) -> tuple[Store, ...]:
    """Every store with all that it sold, at the prices of then and the dearest shipping that it took."""
    shelves: dict[str, list[Offer]] = defaultdict(list)
    shipping: dict[str, Decimal] = defaultdict(Decimal)
    for order in orders:
        shelves[order.store] += [Offer(line.lot, line.quantity, line.price) for line in order.lines]
        shipping[order.store] = max(shipping[order.store], order.shipping)
    return tuple(Store(name, tuple(offers), shipping[name]) for name, offers in shelves.items())


def goods(lines: list[Line]) -> Decimal:
    return sum((line.quantity * line.price for line in lines), Decimal(0))


def test_an_order_sourced_from_its_own_store_costs_what_was_paid(orders: dict[str, Paid]) -> None:
    for name, order in orders.items():
        found = source(Problem("USD", needs(order.lines), stores([order])))
        assert (found.status, found.cost) == ("optimal", goods(order.lines) + order.shipping), name


def test_the_total_of_every_order_is_the_sum_of_its_lines_to_the_cent(orders: dict[str, Paid]) -> None:
    assert len(orders) == 58
    assert [name for name, order in orders.items() if abs(goods(order.lines) - order.total) > CENT] == []


def test_no_order_costs_more_when_all_stores_are_asked(orders: dict[str, Paid]) -> None:
    market = stores(list(orders.values()))
    for name, order in orders.items():
        found = source(Problem("USD", needs(order.lines), market))
        dearest = next(store.shipping for store in market if store.id == order.store)
        assert isinstance(dearest, Decimal)
        assert found.status == "optimal", name
        assert found.cost is not None, name
        assert found.bound <= found.cost <= goods(order.lines) + dearest, name


def test_everything_that_was_bought_is_bought_again_in_one_basket(orders: dict[str, Paid]) -> None:
    lines = [line for order in orders.values() for line in order.lines]
    market = stores(list(orders.values()))
    found = source(Problem("USD", needs(lines), market), seconds=SECONDS)
    assert found.status == "optimal"
    # Every piece on offer is needed: there is one basket, with each store's shipping paid once.
    assert found.cost == goods(lines) + sum((store.steps[0].price for store in market), Decimal(0))
    assert sum(line.quantity for line in found.plan) == sum(line.quantity for line in lines)
