"""Writing into the books: one deed, one transaction, entries that come to nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from shop.models import LedgerEntry, LedgerTransaction, Order, Payback, Payment, QuoteCharge
from shop.services.ledger.accounts import Holder, accounts_for, bank, hold, payee_of, shopper_of

Kind = LedgerTransaction.Kind


@dataclass(frozen=True, slots=True)
class Move:
    """What a deed changes for one holder; a positive amount is owed to them from then on."""

    holder: Holder
    amount: Decimal
    reason: str = ""
    charge: QuoteCharge | None = None


@transaction.atomic
def book(
    *,
    kind: str,
    key: str,
    moves: Sequence[Move],
    order: Order | None = None,
    at: datetime | None = None,
    note: str = "",
) -> LedgerTransaction:
    """Book a deed once: whoever comes second with a key, also at the same moment, gets what the first one booked."""
    booked, is_new = LedgerTransaction.objects.get_or_create(
        key=key, defaults={"kind": kind, "order": order, "at": at or timezone.now(), "note": note}
    )
    if not is_new:
        return booked
    moves = [move for move in moves if move.amount]
    accounts = accounts_for(move.holder for move in moves)
    hold(accounts.values())
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            transaction=booked,
            account=accounts[move.holder],
            amount=move.amount,
            reason=move.reason,
            charge=move.charge,
        )
        for move in moves
    )
    return booked


def book_payment(*, payment: Payment, at: datetime | None = None) -> LedgerTransaction:
    """Money came in: from now on we owe it to who paid."""
    order = payment.order
    moves = [
        Move(bank(payment.currency), -payment.total, "payment"),
        Move(Holder("shopper", payment.currency, member_id=order.shopper_id), payment.total, "payment"),
    ]
    return book(kind=Kind.PAYMENT, key=payment_key(payment), moves=moves, order=order, at=at)


def book_charge(*, order: Order, at: datetime | None = None) -> LedgerTransaction:
    """The order's price leaves the shopper, each line of it to its payee. Doing it twice books it once."""
    charges = list(order.quote.charges.all())
    moves = [Move(shopper_of(order), -order.total, "order")]
    moves += [Move(payee_of(charge, order.currency), charge.amount, charge.kind, charge) for charge in charges]
    return book(kind=Kind.CHARGE, key=charge_key(order), moves=moves, order=order, at=at)


def book_payback(*, payback: Payback, at: datetime | None = None) -> LedgerTransaction:
    """Money went back: what we owed the shopper is settled."""
    payment = payback.payment
    moves = [
        Move(Holder("shopper", payment.currency, member_id=payment.order.shopper_id), -payback.amount, "payback"),
        Move(bank(payment.currency), payback.amount, "payback"),
    ]
    return book(kind=Kind.REFUND, key=payback_key(payback), moves=moves, order=payment.order, at=at)


def book_payback_undone(*, payback: Payback, at: datetime | None = None) -> LedgerTransaction:
    """Money that went back did not arrive: we have it again, and owe it again."""
    payment = payback.payment
    moves = [
        Move(bank(payment.currency), -payback.amount, "payback"),
        Move(Holder("shopper", payment.currency, member_id=payment.order.shopper_id), payback.amount, "payback"),
    ]
    key = f"{payback_key(payback)}:undone"
    return book(kind=Kind.CORRECTION, key=key, moves=moves, order=payment.order, at=at)


def payment_key(payment: Payment) -> str:
    """The name of the deed that a payment came in."""
    return f"payment:{payment.pk}"


def charge_key(order: Order) -> str:
    """The name of the deed that an order was charged."""
    return f"charge:{order.code}"


def payback_key(payback: Payback) -> str:
    """The name of the deed that money went back."""
    return f"payback:{payback.pk}"
