"""Who moves the money, as django-payments' providers, with what we need beyond them.

django-payments 4.1 was written for a stripe library whose answers were dicts; those of release 16 are not. So sessions,
refunds and notices are asked for and read here; how a payment is handed to a provider stays django-payments'.
"""

import logging
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.translation import gettext as _
from payments import PaymentError, RedirectNeeded
from payments.core import provider_factory
from payments.dummy import DummyProvider
from payments.stripe import StripeProviderV3
from stripe import HTTPClient, InvalidRequestError, RequestsClient, StripeClient, StripeError

from common.errors import Conflict, Unavailable
from shop.models import Payback, Payment

logger = logging.getLogger(__name__)
TIMEOUT = 15.0  # seconds
RETRIES = 1  # of a request that did not get through; its key keeps it from being done twice
SHORTEST_SESSION = 31 * 60  # seconds; Stripe takes no less than 30 minutes
LONGEST_SESSION = 23 * 3600  # and no more than 24 hours


class Provider(Protocol):
    """What the services ask of a provider; get_form and cancel are django-payments' own."""

    def get_form(self, payment: Payment, data: Any = None) -> Any:
        """Raises RedirectNeeded with the address where the shopper pays, or PaymentError."""

    def cancel(self, payment: Payment) -> None:
        """Let nobody pay it any more. Raises PaymentError."""

    def send_back(self, payback: Payback) -> str:
        """Send money back, once however often it is asked; the provider's number of it.

        Raises Unavailable when it is worth asking again, Conflict when it is not.
        """


def provider_of(payment: Payment) -> Provider:
    """The provider that a payment was begun with."""
    return cast(Provider, provider_factory(payment.variant, payment))


class TestProvider(DummyProvider):
    """Moves no money: the shopper says on a page of ours whether the payment shall succeed.

    django-payments' own lets whoever knows the address choose any state; this one is asked nothing but where to go.
    """

    def get_form(self, payment: Payment, data: Any = None) -> Any:  # noqa: ARG002 - its form is on our page
        """Go to our page."""
        raise RedirectNeeded(payment.get_process_url())

    def process_data(self, payment: Payment, request: Any) -> Any:  # noqa: ARG002 - its signature
        """Nobody settles a payment by an address."""
        raise PaymentError("test payments are settled on their page")

    def send_back(self, payback: Payback) -> str:
        """Nothing was taken, so nothing is sent."""
        return f"test-{payback.pk}"


class StripeProvider(StripeProviderV3):
    """Stripe's own page takes the money; its signed notices say so."""

    http_client: HTTPClient | None = None  # tests bring one without a network

    def client(self) -> StripeClient:
        """A client of its own: the library's global key would be another variant's too."""
        http_client = self.http_client or RequestsClient(timeout=TIMEOUT)
        return StripeClient(self.api_key, http_client=http_client, max_network_retries=RETRIES)

    def get_form(self, payment: Payment, data: Any = None) -> Any:  # noqa: ARG002 - its form is at Stripe
        """Go to Stripe's page, the same one however often it is asked for."""
        if not payment.transaction_id:
            self._keep(payment, self.create_session(payment))
        raise RedirectNeeded(payment.attrs.session["url"])

    def _keep(self, payment: Payment, session: dict[str, Any]) -> None:
        """Only what is needed of it: the rest is about the shopper. Other fields may have been changed meanwhile."""
        payment.attrs.session = {key: session.get(key) for key in ("id", "url", "expires_at")}
        payment.transaction_id = session["id"]
        payment.save(update_fields=["transaction_id", "extra_data"])

    def create_session(self, payment: Payment) -> dict[str, Any]:
        """Ask for a page to pay at. The payment's token is the idempotency key: asked twice, there is one page.

        Raises PaymentError, with a code where Stripe did answer: under this key it will answer the same again.
        """
        try:
            session = self.client().v1.checkout.sessions.create(
                self.session_of(payment), {"idempotency_key": f"session-{payment.token}"}
            )
        except StripeError as error:
            raise PaymentError(str(error), code=error.http_status) from error
        found: dict[str, Any] = session.to_dict()
        if not found.get("id") or not found.get("url"):
            raise PaymentError("the session has no address", code=200)
        return found

    def session_of(self, payment: Payment) -> Any:
        """What is to be paid, by our row."""
        begun, held = payment.created.timestamp(), payment.order.reserved_until.timestamp()
        until = min(max(begun + SHORTEST_SESSION, held), begun + LONGEST_SESSION)
        return {
            "mode": "payment",
            "line_items": [
                {
                    "quantity": item.quantity,
                    "price_data": {
                        "currency": item.currency.lower(),
                        "unit_amount": self.convert_amount(item.currency, item.price),
                        "product_data": {"name": _("Order %(code)s") % {"code": item.name}},
                    },
                }
                for item in payment.get_purchased_items()
            ],
            "client_reference_id": payment.token,
            "payment_intent_data": {"metadata": {"payment": payment.token}},
            "customer_email": payment.billing_email,
            "success_url": payment.get_success_url(),
            "cancel_url": payment.get_failure_url(),
            "expires_at": int(until),
        }

    def cancel(self, payment: Payment) -> None:
        """Close its page."""
        if not payment.transaction_id:
            return
        try:
            self.client().v1.checkout.sessions.expire(payment.transaction_id)
        except StripeError as error:
            raise PaymentError(str(error)) from error

    def send_back(self, payback: Payback) -> str:
        """Ask for a refund; Stripe tells the same number for the same payback."""
        payment = payback.payment
        try:
            refund = self.client().v1.refunds.create(
                {
                    "payment_intent": self.intent_of(payment),
                    "amount": self.convert_amount(payment.currency, payback.amount),
                    "metadata": {"payback": str(payback.pk), "payment": payment.token},
                },
                {"idempotency_key": f"payback-{payment.token}-{payback.pk}"},
            )
        except InvalidRequestError as error:
            logger.exception("Stripe refuses payback %s", payback.pk)
            raise Conflict("PAYBACK_REFUSED", str(error.user_message or error)) from error
        except StripeError as error:
            logger.warning("Stripe did not take payback %s: %s", payback.pk, error)
            raise Unavailable("PROVIDER_SILENT", _("The payment provider does not answer. Try again later.")) from error
        return str(refund.id)

    def intent_of(self, payment: Payment) -> str:
        """The provider's number of the money itself, which came with the notice."""
        intent = getattr(payment.attrs, "payment_intent", None)
        if not intent:
            raise Conflict("PAYBACK_REFUSED", "the notice of this payment named no payment_intent")
        return str(intent)


def payment_provider() -> str:
    """The variant that new payments take. Raises Unavailable where the site takes none."""
    if not settings.PAYMENT_PROVIDER:
        raise Unavailable("NO_PAYMENTS", _("This site takes no payments now, so nothing can be bought here."))
    return str(settings.PAYMENT_PROVIDER)
