"""What `manage.py check` says about taking money."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register

TEST_PAYMENTS = Warning(
    "Test payments are on (PAYMENT_DUMMY), on a site that others can reach: orders are paid without any money.",
    hint="Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, or leave PAYMENT_DUMMY out.",
    id="shop.W001",
)
NO_PAYMENTS = Info(
    "No payments are taken: nothing can be bought here.",
    hint="Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, or PAYMENT_DUMMY=1 to try things out.",
    id="shop.I001",
)
UNHEARD = Error(
    "STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRET: shoppers would pay, and no order would know.",
    hint="Set STRIPE_WEBHOOK_SECRET to the signing secret of the webhook (docs/operating.md).",
    id="shop.E001",
)


@register
def notices_can_be_heard(app_configs: Any, **_rest: Any) -> list[CheckMessage]:  # noqa: ARG001 - Django's signature
    """Stripe's key without the secret of its notices takes money for nothing."""
    return [UNHEARD] if settings.STRIPE_SECRET_KEY and not settings.STRIPE_WEBHOOK_SECRET else []


@register(Tags.security, deploy=True)
def money_is_real(app_configs: Any, **_rest: Any) -> list[CheckMessage]:  # noqa: ARG001 - Django's signature
    """In production a site takes money, or says that it does not."""
    if not settings.PAYMENT_PROVIDER:
        return [NO_PAYMENTS]
    return [TEST_PAYMENTS] if settings.PAYMENT_PROVIDER == "dummy" and settings.HTTPS else []
