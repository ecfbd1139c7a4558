"""Paying out what stores and designers earned, never more than that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Conflict
from shop.models import LedgerAccount, LedgerTransaction, Payout
from shop.selectors.ledger import Due, due_of, earning_accounts
from shop.services.ledger.accounts import bank, holder_of
from shop.services.ledger.booking import Move, book

EARNING = frozenset({LedgerAccount.Kind.STORE, LedgerAccount.Kind.DESIGNER})


@dataclass(frozen=True, slots=True)
class PaidOut:
    """What became of an account: `payout` is none where nothing was due, or in a dry run."""

    account: LedgerAccount
    amount: Decimal
    payout: Payout | None


@transaction.atomic
def pay_out(*, account: LedgerAccount, until: datetime | None = None) -> Payout:
    """Pay an account's balance out; with `until` only what was booked before, less what was taken back since.

    Raises Conflict("NOT_PAID_OUT") for accounts of others than stores and designers, and Conflict("NOTHING_DUE") for
    less than PAYOUT_MINIMUM.
    """
    if account.kind not in EARNING:
        raise Conflict("NOT_PAID_OUT", _("Only what stores and designers earn is paid out."))
    # The whole row, not as elsewhere without its key: who books an entry waits for us, and its balance stays as it is.
    account = LedgerAccount.objects.select_for_update().get(pk=account.pk)
    due = due_of(account, until)
    if due.amount < max(settings.PAYOUT_MINIMUM, Decimal("0.01")):
        message = _("%(amount)s %(currency)s are due, less than is paid out at once (%(least)s).")
        given = {"amount": due.amount, "currency": account.currency, "least": settings.PAYOUT_MINIMUM}
        raise Conflict("NOTHING_DUE", message % given)
    return _book_payout(account, due)


def _book_payout(account: LedgerAccount, due: Due) -> Payout:
    now = timezone.now()
    moves = [
        Move(holder_of(account), -due.amount, "payout"),
        Move(bank(account.currency), due.amount, "payout"),
    ]
    key = f"payout:{account.pk}:{due.last}"
    booked = book(kind=LedgerTransaction.Kind.PAYOUT, key=key, moves=moves, at=now)
    return Payout.objects.create(account=account, transaction=booked, amount=due.amount, up_to_id=due.up_to, at=now)


def pay_out_all(
    *, until: datetime | None = None, dry_run: bool = False, on_each: Callable[[PaidOut], None] = lambda _done: None
) -> list[PaidOut]:
    """Every store's and designer's balance, each in a transaction of its own: stopped in between, the rest waits."""
    done = []
    for account in earning_accounts():
        amount, payout = due_of(account, until).amount, None
        if not dry_run:
            try:
                payout = pay_out(account=account, until=until)
            except Conflict:
                continue
            amount = payout.amount
        elif amount < settings.PAYOUT_MINIMUM:
            continue
        done.append(PaidOut(account, amount, payout))
        on_each(done[-1])
    return done
