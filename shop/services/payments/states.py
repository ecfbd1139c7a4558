"""How a payment may go on. Whatever a provider says, and in whatever order its messages come, nothing else happens."""

from payments import PaymentStatus as Status

from shop.models import Payment

OPEN = frozenset({Status.WAITING, Status.INPUT, Status.PREAUTH})
ENDED_WITHOUT_MONEY = frozenset({Status.REJECTED, Status.CANCELLED, Status.ERROR})
WITH_MONEY = frozenset({Status.CONFIRMED, Status.REFUNDED})
# Money that came after we had given the payment up is money all the same. Nothing undoes it but sending it back.
NEXT: dict[str, frozenset[str]] = {
    **dict.fromkeys(OPEN, OPEN | ENDED_WITHOUT_MONEY | WITH_MONEY),
    **dict.fromkeys(ENDED_WITHOUT_MONEY, WITH_MONEY),
    Status.CONFIRMED: frozenset({Status.REFUNDED}),
    Status.REFUNDED: frozenset(),
}


def may_become(payment: Payment, status: str) -> bool:
    """Whether it may go on to that."""
    return status in NEXT[payment.status]
