import json
from decimal import Decimal
from typing import Any

import pytest

from brickcore.sourcing import Need, Offer, Problem, ShippingStep, Store, Tier
from brickcore.sourcing.reading import read_problem
from brickcore.sourcing.soundness import ProblemError

GOOD: dict[str, Any] = {
    "currency": "EUR",
    "need": [{"lot": "a", "quantity": 3, "accepts": ["b"], "weight": 1.5}],
    "stores": [
        {
            "id": "s",
            "shipping": [{"to_grams": 100, "price": "2.50"}, {"price": "4"}],
            "minimum": "1.00",
            "average_lot": "0.5",
            "lots": 9,
            "offers": [
                {"lot": "a", "quantity": 10, "price": "0.10", "multiple": 2, "tiers": [{"from": 4, "price": "0.08"}]},
                {"lot": "b", "quantity": 1, "price": "0.2", "weight": "2"},
            ],
        }
    ],
    "max_stores": 2,
}


def changed(path: str, value: Any) -> bytes:
    """The good problem with another value at a path such as stores.0.offers.0.price; `GONE` takes it away."""
    content = json.loads(json.dumps(GOOD))
    *steps, last = path.split(".")
    at = content
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = value
    return json.dumps(content).encode()


def test_every_field_is_read() -> None:
    assert read_problem(json.dumps(GOOD).encode()) == Problem(
        "EUR",
        (Need("a", 3, ("b",), Decimal("1.5")),),
        (
            Store(
                "s",
                (
                    Offer("a", 10, Decimal("0.10"), 2, (Tier(4, Decimal("0.08")),)),
                    Offer("b", 1, Decimal("0.2"), weight=Decimal(2)),
                ),
                (ShippingStep(Decimal("2.50"), Decimal(100)), ShippingStep(Decimal(4))),
                Decimal("1.00"),
                Decimal("0.5"),
                9,
            ),
        ),
        2,
    )


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("need.0.quantity", 0, "need[0].quantity"),
        ("need.0.quantity", -4, "need[0].quantity"),
        ("need.0.quantity", 1.5, "need[0]"),
        ("need.0.quantity", "3", "need[0]"),
        ("need.0.quantity", True, "need[0]"),
        ("need.0.quantity", 10**30, "need[0].quantity"),
        ("need.0.lot", "", "need[0].lot"),
        ("need.0.lot", "x" * 999, "need[0].lot"),
        ("need.0.accepts", ["a"], "need[0].accepts"),
        ("need.0.accepts", [1], "need[0].accepts"),
        ("need", [], "need"),
        ("need", [GOOD["need"][0]] * 2, "need"),
        ("need", [{"lot": "a", "quantity": 1}] * 5_001, "the problem.need"),
        ("stores", [GOOD["stores"][0]] * 2, "stores"),
        ("stores", None, "the problem"),
        ("stores.0", 7, "stores[0]"),
        ("stores.0.minimum", "-1", "stores[0].minimum"),
        ("stores.0.minimum", "NaN", "stores[0]"),
        ("stores.0.minimum", "1e999999999", "stores[0]"),
        ("stores.0.shipping", "Infinity", "stores[0]"),
        ("stores.0.shipping", [], "stores[0].shipping"),
        ("stores.0.shipping", [{"price": "1"}, {"to_grams": 5, "price": "2"}], "stores[0].shipping"),
        ("stores.0.shipping", [{"to_grams": 5, "price": "1"}, {"to_value": 9, "price": "2"}], "stores[0].shipping"),
        ("stores.0.shipping", [{"to_value": 5, "price": "1"}, {"to_value": 5, "price": "2"}], "stores[0].shipping"),
        ("stores.0.lots", 0, "stores[0].lots"),
        ("stores.0.handling", "1.00", "stores[0]"),
        ("stores.0.offers.0.price", "-0.01", "stores[0].offers[0].price"),
        ("stores.0.offers.0.price", "nan", "stores[0].offers[0]"),
        ("stores.0.offers.0.price", None, "stores[0].offers[0]"),
        ("stores.0.offers.0.price", "0.12345678", "stores[0].offers[0].price"),
        ("stores.0.offers.0.price", "1" * 39, "stores[0].offers[0].price"),
        ("stores.0.offers.0.multiple", 0, "stores[0].offers[0].multiple"),
        ("stores.0.offers.0.quantity", 10**9, "stores[0].offers[0].quantity"),
        (
            "stores.0.offers.0.tiers",
            [{"from": 5, "price": "1"}, {"from": 3, "price": "1"}],
            "stores[0].offers[0].tiers",
        ),
        ("stores.0.offers.0.tiers", [{"from": 0, "price": "1"}], "stores[0].offers[0].tiers"),
        ("stores.0.offers.0.tiers", [{"from": 2, "price": "1"}] * 21, "stores[0].offers[0].tiers"),
        ("max_stores", 0, "max_stores"),
        ("currency", 4, "the problem"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(path: str, value: Any, where: str) -> None:
    with pytest.raises(ProblemError) as refused:
        read_problem(changed(path, value))
    assert refused.value.message.startswith(f"{where}: ")
    assert refused.value.hint
    assert len(refused.value.message) < 300


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"[]",
        b'{"currency": NaN}',
        b'{"currency": "EUR", "need": [{"lot": "a", "quantity": ' + b"9" * 5_000 + b"}]}",
        b'{"currency": "EUR", "need": [], "stores": [], "max_stores": 1e999999999999}',
    ],
)
def test_what_is_no_problem_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ProblemError) as refused:
        read_problem(data)
    assert len(refused.value.message) < 300


def test_counts_are_checked_before_content() -> None:
    offers = [{"lot": "a"}] * 250_000
    stores = [{"id": "a", "offers": offers}, {"id": "b", "offers": offers}]
    with pytest.raises(ProblemError) as refused:
        read_problem(json.dumps({"currency": "EUR", "need": [{}], "stores": stores}).encode())
    assert "500,000 offers" in refused.value.message


def test_a_table_by_weight_needs_weights() -> None:
    content = json.loads(json.dumps(GOOD))
    del content["need"][0]["weight"]
    with pytest.raises(ProblemError) as refused:
        read_problem(json.dumps(content).encode())
    assert refused.value.message == "stores[0].offers[0]: a has no weight, and shipping goes by weight."


@pytest.mark.parametrize("amount", ["1_0", "\u0663", " 1 ", "1,5", "0x1", "0." + "1" * 39 + "e5", "9" * 5000, "\0"])
def test_only_plain_decimal_numbers_are_amounts(amount: str) -> None:
    with pytest.raises(ProblemError, match="price is no amount"):
        read_problem(changed("stores.0.offers.0.price", amount))


def test_a_key_that_stands_twice_is_refused() -> None:
    twice = json.dumps(GOOD).replace('"quantity": 3', '"quantity": 3, "quantity": 4').encode()
    with pytest.raises(ProblemError, match="'quantity' stands twice in one object"):
        read_problem(twice)


def test_only_utf_8_is_read() -> None:
    with pytest.raises(ProblemError, match="no JSON"):
        read_problem(json.dumps(GOOD).encode("utf-16"))
    assert read_problem(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()).currency == "EUR"


def test_a_number_out_of_all_range_is_named_in_words() -> None:
    with pytest.raises(ProblemError, match="out of all range"):
        read_problem(b'{"currency": 1e99999999999999999999}')
