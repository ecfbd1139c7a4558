"""One absurd price forbids nobody else's basket."""

from decimal import Decimal

import pytest
from django.utils import timezone

from shop.models import ExchangeRate
from tests.factories import make_user
from tests.shop.quoting.market_rows import offer, part, quoted, step, store

pytestmark = pytest.mark.django_db


def test_what_no_basket_can_come_to_in_a_small_currency_is_left_out() -> None:
    ExchangeRate.objects.create(base="EUR", currency="HUF", rate=Decimal(400), seen_on=timezone.localdate())
    brick, sane = part("3001"), store("Sane", shipping=None)
    step(sane, "5.00", up_to_value=Decimal("9999999.99"))
    offer(sane, brick, "0.10")
    offer(store("Absurd"), brick, "999999.9999")
    offer(store("Aloof", minimum_buy=Decimal("9999999.99")), brick, "0.01")
    offer(store("Remote", shipping="9999999.99"), brick, "0.01")
    quote = quoted(make_user(), (brick, 10), currency="HUF")
    assert (quote.state, quote.error) == ("ready", None)
    assert [parcel.store.name for parcel in quote.parcels.all()] == ["Sane"]
    assert quote.basket == Decimal("2400.00")


def test_a_basket_above_what_amounts_can_be_is_refused_in_words() -> None:
    brick = part("3001")
    offer(store("Absurd"), brick, "999999.9999", quantity=100_000)
    quote = quoted(make_user(), (brick, 100_000))
    assert (quote.state, quote.error and quote.error["code"]) == ("failed", "QUOTE_TOO_DEAR")


def test_a_plain_way_that_is_dearer_than_any_amount_takes_nobody_the_basket() -> None:
    many, few = part("3001"), part("3002")
    wide, sane = store("Wide"), store("Sane")
    offer(wide, many, "999999.9999", quantity=100_000)  # shopping plainly fills the basket at whoever has the most lots
    offer(wide, few, "0.10")
    offer(sane, many, "0.01", quantity=100_000)
    quote = quoted(make_user(), (many, 100_000), (few, 10))
    assert (quote.state, quote.error, quote.plain) == ("ready", None, None)
    assert quote.basket == Decimal("1011.00")  # 100,000 at 0.01, 10 at 0.10, and two parcels at 5.00
