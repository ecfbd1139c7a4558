import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parts.models import Colour, Part, PriceSeen
from parts.services.estimate import OfferPrice, PricedLot, price_lots, register_offer_source

pytestmark = pytest.mark.usefixtures("starter")
TODAY = datetime.date(2026, 11, 1)


def brick() -> Part:
    return Part.objects.select_related("category").get(number="3001")


def red() -> Colour:
    return Colour.objects.get(number=4)


def see(price: str, **changes: object) -> None:
    values = {"part": brick(), "colour": red(), "price": Decimal(price), "seen_on": TODAY, "source": "a fair"}
    PriceSeen.objects.create(**(values | changes))


@pytest.fixture
def offers() -> Iterator[dict[int, OfferPrice]]:
    """Offers by part key, answered by a source that is registered for the test."""
    known: dict[int, OfferPrice] = {}

    def source(lots: Sequence[PricedLot], condition: str, currency: str) -> list[OfferPrice | None]:
        return [known.get(lot.part.pk) if lot.part else None for lot in lots]

    remove = register_offer_source(source)
    yield known
    remove()


def test_without_anything_seen_the_estimate_stands_with_its_inputs() -> None:
    [price] = price_lots([PricedLot(brick(), red(), 10)])
    assert (price.basis, price.unit_price, price.line_price, price.currency) == (
        "estimate",
        Decimal("0.2258"),
        Decimal("2.26"),
        "EUR",
    )
    assert price.reason["weight"] == "2.320"


def test_unknown_part_has_no_price_rather_than_zero() -> None:
    [price] = price_lots([PricedLot(None, red(), 3)])
    assert (price.basis, price.unit_price, price.line_price) == ("unknown", None, None)
    assert price.reason == {"because": "unknown part"}


def test_any_colour_is_priced_as_a_common_one() -> None:
    [open_, black] = price_lots([PricedLot(brick(), None, 1), PricedLot(brick(), Colour.objects.get(number=0), 1)])
    assert open_.unit_price == black.unit_price
    assert open_.reason["colour_commonness"] == "any"


def test_prices_seen_go_before_the_estimate_with_median_date_and_source() -> None:
    see("0.10")
    see("0.14")
    see("0.30")
    see("9.00", condition="used")
    [price] = price_lots([PricedLot(brick(), red(), 3)])
    assert (price.basis, price.unit_price, price.line_price) == ("seen", Decimal("0.1400"), Decimal("0.42"))
    assert price.reason == {"median_of": 3, "newest": "2026-11-01", "oldest": "2026-11-01", "sources": ["a fair"]}


def test_only_the_newest_window_speaks() -> None:
    old = TODAY - datetime.timedelta(days=181)
    see("0.10")
    see("5.00", seen_on=old)
    [price] = price_lots([PricedLot(brick(), red(), 1)])
    assert (price.unit_price, price.reason["median_of"]) == (Decimal("0.1000"), 1)


def test_price_in_another_colour_or_currency_does_not_speak() -> None:
    blue = Colour.objects.get(number=1)
    see("5.00", colour=blue)
    see("5.00", currency="USD")
    assert price_lots([PricedLot(brick(), red(), 1)])[0].basis == "estimate"
    [dollars] = price_lots([PricedLot(brick(), red(), 1)], currency="USD")
    assert (dollars.basis, dollars.unit_price) == ("seen", Decimal("5.0000"))


def test_no_estimate_is_made_in_another_currency_or_for_used_parts() -> None:
    lot = PricedLot(brick(), red(), 1)
    assert price_lots([lot], currency="USD")[0].basis == "unknown"
    assert price_lots([lot], condition="used")[0].unit_price is None


def test_offer_goes_before_everything(offers: dict[int, OfferPrice]) -> None:
    see("0.10")
    offers[brick().pk] = OfferPrice(Decimal("0.055"), "EUR", "The Corner Store")
    [price] = price_lots([PricedLot(brick(), red(), 3)])
    assert (price.basis, price.unit_price, price.line_price) == ("offer", Decimal("0.0550"), Decimal("0.17"))
    assert price.reason["store"] == "The Corner Store"


def test_offer_in_another_currency_is_left_out(offers: dict[int, OfferPrice]) -> None:
    offers[brick().pk] = OfferPrice(Decimal("0.055"), "USD", "The Corner Store")
    assert price_lots([PricedLot(brick(), red(), 3)])[0].basis == "estimate"


def test_lots_are_priced_with_one_query_besides_that_for_offers() -> None:
    lots = [PricedLot(part, red(), 1) for part in Part.objects.select_related("category")[:200]]
    with CaptureQueriesContext(connection) as queries:
        prices = price_lots(lots)
    assert len(queries) == 2
    assert all(price.unit_price and price.unit_price > 0 for price in prices)
