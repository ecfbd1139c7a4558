"""A price that changes between quote and order: held as long as the quote says, refused with the new one after that."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from common.errors import Conflict
from parts.models import Part
from shop.models import ExchangeRate, Offer, Order, Quote
from shop.services.offers import OfferGiven, put_offer
from shop.services.ordering.placing import place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from shop.services.quoting.asking import quote_again
from shop.services.quoting.replaying import replay
from shop.services.quoting.running import run_quote
from tests.factories import make_colour, make_user
from tests.shop.ordering_rows import HOME
from tests.shop.quoting.market_rows import offer, part, quoted, store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
TODAY = timezone.localdate()


@pytest.fixture
def shopper() -> User:
    return make_user("shopper")


@pytest.fixture
def brick() -> Part:
    return part("brick")


@pytest.fixture
def dollars(brick: Part) -> Offer:
    """Sold in another currency than the shopper's, at a rate of its own."""
    ExchangeRate.objects.create(base="EUR", currency="USD", rate=Decimal("1.25"), seen_on=TODAY)
    return offer(store("Yankee", "5.00", country="US", currency="USD"), brick, "0.50")


def dearer(sold: Offer, price: str) -> None:
    given = OfferGiven(sold.part_id, make_colour().pk, 100, Decimal(price))
    put_offer(store=sold.store, by=sold.store.owner, given=given)


def again(quote: Quote, by: User) -> Quote:
    new = quote_again(quote=quote, by=by)
    run_quote(new.pk)
    new.refresh_from_db()
    return new


def test_a_held_price_is_charged_whatever_the_store_and_the_rates_ask_by_now(
    shopper: User, brick: Part, dollars: Offer
) -> None:
    quote = quoted(shopper, (brick, 10))
    assert quote.basket == Decimal("8.00")  # ten at 0.50 and 5.00 for the parcel, in dollars of 0.80
    dearer(dollars, "2.00")
    ExchangeRate.objects.update(rate=Decimal("0.50"))
    order = place_order(by=shopper, quote=quote, address=HOME, key="one")
    confirm_payment(begin_payment(order=order, by=shopper).pk)
    order.refresh_from_db()
    assert (order.state, order.total, order.currency) == ("paid", quote.total, "EUR")
    assert replay(quote).is_same


@pytest.mark.parametrize("price", ["2.00", "0.05"])
def test_after_that_the_order_is_refused_and_a_new_quote_has_the_new_price(
    shopper: User, brick: Part, dollars: Offer, price: str
) -> None:
    quote = quoted(shopper, (brick, 10))
    dearer(dollars, price)
    Quote.objects.filter(pk=quote.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Conflict, match="QUOTE_EXPIRED"):
        place_order(by=shopper, quote=quote, address=HOME, key="one")
    assert not Order.objects.exists()
    new = again(quote, shopper)
    assert new.basket == ((Decimal(price) * 10 + 5) * Decimal("0.8")).quantize(Decimal("0.01"))
    assert place_order(by=shopper, quote=new, address=HOME, key="one").total == new.total
    assert replay(quote).is_same  # what was asked then can still be worked out
