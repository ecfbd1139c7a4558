"""What `manage.py check` says about how a site takes money."""

import pytest
from pytest_django import Settings

from shop.checks import money_is_real, notices_can_be_heard


def test_stripe_without_the_secret_of_its_notices_is_an_error(settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", ""
    assert [one.id for one in notices_can_be_heard(None)] == ["shop.E001"]
    settings.STRIPE_WEBHOOK_SECRET = "whsec_1"
    assert notices_can_be_heard(None) == []


@pytest.mark.parametrize(
    ("provider", "https", "said"),
    [
        ("dummy", True, ["shop.W001"]),
        ("dummy", False, []),
        ("", True, ["shop.I001"]),
        ("stripe", True, []),
    ],
)
def test_test_payments_where_strangers_shop_are_warned_of(
    settings: Settings, provider: str, https: bool, said: list[str]
) -> None:
    settings.PAYMENT_PROVIDER, settings.HTTPS = provider, https
    assert [one.id for one in money_is_real(None)] == said
