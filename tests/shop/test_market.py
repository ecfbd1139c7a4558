import datetime
from decimal import Decimal
from typing import Any

import pytest

from parts.models import Colour, Part, PriceSeen
from shop.models import AskedPrice, ExchangeRate
from shop.selectors.market import market
from shop.services.offers import OfferGiven, put_offer
from tests.factories import make_colour, make_part
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def brick() -> Part:
    return make_part()


@pytest.fixture
def red() -> Colour:
    return make_colour()


def rate(base: str, worth: str, day: datetime.date = TODAY) -> None:
    ExchangeRate.objects.create(base=base, currency="EUR", rate=Decimal(worth), seen_on=day, source="a bank")


def test_the_depth_of_a_lot_is_the_cheapest_first(brick: Part, red: Colour, django_assert_num_queries: Any) -> None:
    near, far = make_store(name="Near"), make_store(name="Far")
    dear = make_offer(near, price=Decimal("0.20"), quantity=50, tiers=[{"from": 10, "price": "0.1500"}])
    cheap = make_offer(far, price=Decimal("0.05"), quantity=30, reserved=10, comment="fresh")
    middle = make_offer(far, lot_key="B", price=Decimal("0.10"), quantity=5)
    used = make_offer(near, condition="used", price=Decimal("0.01"))
    make_offer(near, lot_key="gone", quantity=3, reserved=3)
    make_offer(near, colour=make_colour(0, "Black"))
    make_offer(make_store(is_open=False), price=Decimal("0.02"))
    with django_assert_num_queries(3):
        found = market(brick, red)
    assert [one.offer_id for one in found.new.offers] == [cheap.pk, middle.pk, dear.pk]
    assert (found.new.lots, found.new.stores, found.new.pieces) == (3, 2, 75)
    assert (found.new.lowest, found.new.middle) == (Decimal("0.0500"), Decimal("0.1000"))
    first, last = found.new.offers[0], found.new.offers[-1]
    assert (first.store, first.available, first.shown, first.comment) == ("Far", 20, Decimal("0.0500"), "fresh")
    assert (last.store, last.tiers) == ("Near", ((10, Decimal("0.1500")),))
    assert [one.offer_id for one in found.used.offers] == [used.pk]


def test_totals_speak_of_more_offers_than_are_shown(brick: Part, red: Colour) -> None:
    for price in ("0.30", "0.10", "0.20"):
        make_offer(make_store(), price=Decimal(price))
    found = market(brick, red, shown=1)
    assert [one.price for one in found.new.offers] == [Decimal("0.1000")]
    assert (found.new.lots, found.new.pieces, found.new.middle) == (3, 300, Decimal("0.2000"))


def test_prices_in_other_currencies_stand_where_the_newest_rate_puts_them(brick: Part, red: Colour) -> None:
    rate("USD", "0.5", TODAY - datetime.timedelta(days=9))
    rate("USD", "0.9")
    euro = make_offer(make_store(), price=Decimal("0.10"))
    dollar = make_offer(make_store(currency="USD"), price=Decimal("0.11"))
    crown = make_offer(make_store(currency="CZK"), price=Decimal("0.01"))
    found = market(brick, red).new
    assert [(one.offer_id, one.shown) for one in found.offers] == [
        (dollar.pk, Decimal("0.0990")),
        (euro.pk, Decimal("0.1000")),
        (crown.pk, None),  # without a rate nobody can say whether it is cheap
    ]
    assert (found.lowest, found.middle, found.lots) == (Decimal("0.0990"), Decimal("0.0990"), 3)
    assert [one.shown for one in market(brick, red, currency="USD").new.offers] == [
        Decimal("0.1100"),
        Decimal("0.1111"),
        None,
    ]


def test_a_lot_that_nobody_has_shows_nothing_and_not_zero(brick: Part, red: Colour) -> None:
    found = market(brick, red)
    assert (found.new.offers, found.new.lots, found.new.pieces, found.new.lowest) == ([], 0, 0, None)
    assert (found.seen, found.asked) == ([], [])


def test_history_is_what_was_seen_elsewhere_and_what_offers_asked(brick: Part, red: Colour) -> None:
    for price in ("0.10", "0.30"):
        PriceSeen.objects.create(part=brick, colour=red, price=Decimal(price), seen_on=TODAY, source="a fair")
    for price, days in (("0.20", 2), ("0.24", 2), ("0.15", 1)):
        offer = make_offer(make_store())
        day = TODAY - datetime.timedelta(days=days)
        AskedPrice.objects.create(
            offer=offer, part=brick, colour=red, condition="new", currency="EUR", price=Decimal(price), quantity=7,
            asked_on=day,
        )  # fmt: skip
    found = market(brick, red)
    assert [(one.median, one.count) for one in found.seen] == [(Decimal("0.2000"), 2)]
    assert [(one.day, one.low, one.high, one.median, one.count, one.quantity) for one in found.asked] == [
        (datetime.date(2026, 11, 18), Decimal("0.2000"), Decimal("0.2400"), Decimal("0.2200"), 2, 14),
        (datetime.date(2026, 11, 19), Decimal("0.1500"), Decimal("0.1500"), Decimal("0.1500"), 1, 7),
    ]
    assert [one.day for one in market(brick, red, since=TODAY - datetime.timedelta(days=1)).asked] == [
        datetime.date(2026, 11, 19)
    ]


def test_what_an_offer_asks_never_becomes_a_price_seen(brick: Part, red: Colour) -> None:
    store = make_store()
    given = OfferGiven(part_id=brick.pk, colour_id=red.pk, quantity=1, price=Decimal("0.10"))
    put_offer(store=store, by=store.owner, given=given)
    assert len(market(brick, red).asked) == 1
    assert not PriceSeen.objects.exists()
