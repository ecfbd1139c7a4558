"""Orders, payments and signed notices for tests of money."""

import itertools
import json
import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from stripe import WebhookSignature

from shop.models import LedgerAccount, LedgerEntry, Order, Payment
from shop.services.ordering.placing import place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_user
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store

SECRET = "whsec_of_the_tests"
_numbers = itertools.count(1)


def make_order(fees: Mapping[str, str] | None = None, stores: int = 1, **fields: Any) -> Order:
    """An order that waits to be paid: 5 pieces for 2.90 from each store, 3.00 shipping, 1.20 picking, and fees."""
    shopper = fields.pop("shopper", None) or make_user()
    offers = [make_offer(make_store(), 100, "0.58") for _store in range(stores)]
    quote = make_quote(shopper, [(offer, 5) for offer in offers], fees)
    return place_order(by=shopper, quote=quote, address=HOME, key=f"key-{next(_numbers)}")


def make_paid(**given: Any) -> Order:
    """The same, paid by a test payment."""
    order = make_order(**given)
    confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    order.refresh_from_db()
    return order


def stripe_payment(order: Order, **fields: Any) -> Payment:
    """A payment whose page is open at Stripe."""
    values = {"variant": "stripe", "total": order.total, "currency": order.currency, "billing_email": order.email}
    payment = Payment.objects.create(order=order, **values | fields)
    if "transaction_id" not in fields:
        Payment.objects.filter(pk=payment.pk).update(transaction_id=f"cs_{payment.pk}")
        payment.refresh_from_db()
    return payment


def books() -> dict[str, Decimal]:
    """What is owed to whom, by the kind of the accounts; those with nothing are left out."""
    found: dict[str, Decimal] = {}
    for entry in LedgerEntry.objects.select_related("account"):
        found[entry.account.kind] = found.get(entry.account.kind, Decimal(0)) + entry.amount
    return {kind: amount for kind, amount in found.items() if amount}


def account(kind: str, **holder: Any) -> LedgerAccount:
    """The one account of the kind."""
    return LedgerAccount.objects.get(kind=kind, **holder)


def session_of(payment: Payment, **changes: Any) -> dict[str, Any]:
    """A checkout session as Stripe tells of it, paid unless said otherwise."""
    session = {
        "id": payment.transaction_id, "object": "checkout.session", "client_reference_id": payment.token,
        "amount_total": int(payment.total * 100), "currency": payment.currency.lower(), "payment_status": "paid",
        "status": "complete", "payment_intent": f"pi_{payment.pk}",
    }  # fmt: skip
    return session | changes


def refund_of(payment: Payment, amount: str, **changes: Any) -> dict[str, Any]:
    """A refund as Stripe tells of it."""
    refund = {
        "id": f"re_{next(_numbers)}", "object": "refund", "amount": int(Decimal(amount) * 100),
        "currency": payment.currency.lower(), "payment_intent": f"pi_{payment.pk}", "status": "succeeded",
        "metadata": {"payment": payment.token},
    }  # fmt: skip
    return refund | changes


def event_of(kind: str, about: Mapping[str, Any], number: str = "") -> bytes:
    """A notice's body."""
    number = number or f"evt_{next(_numbers)}"
    return json.dumps({"id": number, "object": "event", "type": kind, "data": {"object": about}}).encode()


def signature_of(body: bytes, secret: str = SECRET, age: int = 0) -> str:
    """The header that Stripe would send with it."""
    return str(WebhookSignature.generate_signature_header(body.decode(), secret, int(time.time()) - age))
