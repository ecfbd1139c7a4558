"""A quote's price comes out the same again, whatever becomes of offers, rules, rates and terms meanwhile."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from builds.models import Build
from common.errors import Conflict
from parts.models import Part
from shop.models import DesignTerms, ExchangeRate, Offer, PriceRule, Quote, QuoteCharge, QuoteLine, ShippingStep
from shop.services.design_terms import set_design_terms
from shop.services.quoting.asking import KitGiven, request_quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.replaying import replay
from tests.factories import make_user
from tests.shop.quoting.market_rows import kit_of, offer, part, quoted, shown, store, terms

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PRICES = st.integers(1, 90_000).map(lambda n: Decimal(n) / 10_000)
AMOUNTS = st.integers(0, 2_000).map(lambda n: Decimal(n) / 100)


@pytest.fixture
def shopper() -> User:
    return make_user("shopper")


@pytest.fixture
def parts() -> list[Part]:
    return [part(name, "1.7") for name in ("brick", "plate", "beam")]


@pytest.fixture
def remix(parts: list[Part]) -> Build:
    first = kit_of({parts[0]: 3}, make_user("first"))
    second = kit_of({parts[0]: 7, parts[1]: 2, parts[2]: 11}, make_user("second"), remix_of=first)
    terms(first, percent="33.33", currency="USD")
    terms(second, fee="4.99", currency="USD")
    return second


@pytest.fixture(autouse=True)
def rate() -> ExchangeRate:
    rate = Decimal("0.87654321")
    return ExchangeRate.objects.create(base="USD", currency="EUR", rate=rate, seen_on=TODAY, source="bank")


def changed_world() -> None:
    """Everything that a price could be read from anew says something else now."""
    Offer.objects.update(price=Decimal("99.9900"), quantity=0)
    ShippingStep.objects.update(price=Decimal("77.00"))
    ExchangeRate.objects.update(rate=Decimal("3.3"))
    PriceRule.objects.update(percent=Decimal("44"), fixed=Decimal("9.00"))
    DesignTerms.objects.update(fee=Decimal("55.00"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_line_comes_out_the_same_to_the_cent(
    data: st.DataObject, shopper: User, parts: list[Part], remix: Build
) -> None:
    with transaction.atomic():
        for number in range(data.draw(st.integers(1, 3))):
            currency = data.draw(st.sampled_from(["EUR", "USD"]))
            seller = store(f"Seller {number}", str(data.draw(AMOUNTS)), currency=currency)
            for one in parts:
                tiers = [{"from": 5, "price": str(data.draw(PRICES))}] if data.draw(st.booleans()) else []
                offer(seller, one, str(data.draw(PRICES)), 500, tiers=tiers, multiple=data.draw(st.integers(1, 4)))
        choices = Choices(without_instructions=data.draw(st.booleans()))
        kits, country = data.draw(st.integers(1, 9)), data.draw(st.sampled_from(["NL", "US"]))
        quote = quoted(shopper, remix, kits=kits, choices=choices, country=country)
        assert quote.state == "ready"
        changed_world()

        replayed = replay(quote)

        assert replayed.differences == ()
        assert replayed.stack.total == quote.total == sum(charge.amount for charge in quote.charges.all())
        assert {charge.kind for charge in replayed.stack.charges} >= {"parts", "design_fee", "royalty", "tax"}
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda quote: QuoteLine.objects.update(unit_price=Decimal("0.0001")), "each"),
        (lambda quote: QuoteLine.objects.update(quantity=1), "together"),
        (lambda quote: quote.parcels.update(goods=Decimal("0.01")), "goods"),
        (lambda quote: QuoteCharge.objects.filter(kind="tax").update(amount=Decimal("0.01")), "charge"),
        (lambda quote: QuoteCharge.objects.filter(kind="royalty").update(designer=quote.shopper), "charge"),
        (lambda quote: Quote.objects.update(total=Decimal("0.01")), "total"),
    ],
)
def test_a_figure_that_somebody_changed_is_named(
    shopper: User, parts: list[Part], remix: Build, change: Any, where: str
) -> None:
    for one in parts:
        offer(store(f"Seller of {one}"), one, "0.1111")
    quote = quoted(shopper, remix)
    assert replay(quote).is_same

    with transaction.atomic():
        change(quote)
        differences = replay(quote).differences
        transaction.set_rollback(True)  # a trigger would not let most of these through

    assert differences
    assert any(where in difference.where for difference in differences)


def test_only_a_quote_with_a_price_is_replayed(shopper: User, remix: Build) -> None:
    with pytest.raises(Conflict, match="NO_PRICE"):
        replay(request_quote(by=shopper, kits=[KitGiven(shown(remix))], country="NL"))


def test_terms_that_are_set_later_hold_for_later_quotes(shopper: User, parts: list[Part], remix: Build) -> None:
    for one in parts:
        offer(store(f"Seller of {one}"), one, "0.10")
    before = quoted(shopper, remix)

    set_design_terms(build=remix, by=remix.owner, fee=Decimal("10.00"))
    ExchangeRate.objects.update(seen_on=TODAY - timedelta(days=1))
    after = quoted(shopper, remix)

    fees = [quote.pinned["terms"][0]["fee"] for quote in (before, after)]
    assert fees == ["4.99", "10.00"]
    assert replay(before).is_same
    assert replay(after).is_same
