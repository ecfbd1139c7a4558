"""The page of a quote: its figures, that they add up, and who may see it."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import make_published, make_user
from tests.web.conftest import signed_in
from tests.web.shop.quote_rows import make_ready_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper() -> User:
    return make_user("ines", display_name="Ines Kato")


@pytest.fixture
def shoppers(shopper: User) -> Client:
    return signed_in(shopper)


def test_the_lines_shown_add_up_to_the_sum(shoppers: Client, shopper: User) -> None:
    quote = make_ready_quote(shopper, make_published().shown_revision)
    page = shoppers.get(f"/shop/quotes/{quote.code}/").content.decode()
    shown = re.findall(r'<span class="price-stack__amount"[^>]*>([\d,.]+)</span>', page)
    total = re.search(r"data-total[^>]*>€([\d,.]+)</b>", page)
    assert total is not None
    assert sum(map(Decimal, shown)) == Decimal(total[1]) == quote.total
    assert len(shown) == 9
