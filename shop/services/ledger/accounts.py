"""Whose accounts an entry goes to. They are made when they are first needed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import connection

from shop.models import LedgerAccount, Order, QuoteCharge

Kind = LedgerAccount.Kind
STORE_CHARGES = frozenset({QuoteCharge.Kind.PARTS, QuoteCharge.Kind.SHIPPING, QuoteCharge.Kind.PICKING})
DESIGNER_CHARGES = frozenset({QuoteCharge.Kind.DESIGN_FEE, QuoteCharge.Kind.ROYALTY})
SITE_CHARGES: dict[str, str] = {
    QuoteCharge.Kind.INSTRUCTIONS: Kind.PLATFORM,  # the site prints them
    QuoteCharge.Kind.PLATFORM: Kind.PLATFORM,
    QuoteCharge.Kind.PAYMENT: Kind.PAYMENT,
    QuoteCharge.Kind.TAX: Kind.TAX,
}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who an account belongs to; the site's own have neither member nor store."""

    kind: str
    currency: str
    member_id: int | None = None
    store_id: int | None = None


def bank(currency: str) -> Holder:
    """The money itself."""
    return Holder(Kind.BANK, currency)


def shopper_of(order: Order) -> Holder:
    """Who ordered, in the order's currency."""
    return Holder(Kind.SHOPPER, order.currency, member_id=order.shopper_id)


def payee_of(charge: QuoteCharge, currency: str) -> Holder:
    """Who gets a line of the price."""
    if charge.kind in STORE_CHARGES:
        return Holder(Kind.STORE, currency, store_id=charge.store_id)
    if charge.kind in DESIGNER_CHARGES:
        return Holder(Kind.DESIGNER, currency, member_id=charge.designer_id)
    return Holder(SITE_CHARGES[charge.kind], currency)


def accounts_for(holders: Iterable[Holder]) -> dict[Holder, LedgerAccount]:
    """The account of each, in one query when all are there."""
    wanted = set(holders)
    found = _found(wanted)
    # Two orders that make the same accounts at once wait for each other: in one order, or they would do so for ever.
    for holder in sorted(wanted - found.keys(), key=_place):
        found[holder], _made = LedgerAccount.objects.get_or_create(**asdict(holder))
    return found


def _found(wanted: set[Holder]) -> dict[Holder, LedgerAccount]:
    rows = LedgerAccount.objects.filter(
        kind__in={holder.kind for holder in wanted}, currency__in={holder.currency for holder in wanted}
    )
    site = rows.filter(member__isnull=True, store__isnull=True)
    members = rows.filter(member__in={holder.member_id for holder in wanted if holder.member_id})
    stores = rows.filter(store__in={holder.store_id for holder in wanted if holder.store_id})
    accounts = site.union(members, stores)
    return {holder: row for row in accounts if (holder := holder_of(row)) in wanted}


def holder_of(account: LedgerAccount) -> Holder:
    """Whose it is."""
    return Holder(account.kind, account.currency, account.member_id, account.store_id)


def hold(accounts: Iterable[LedgerAccount]) -> None:
    """Wait for payouts of these accounts, and have them wait for us, before an entry gets its number.

    So the entries below a payout's own are those that its balance was made of. Others who book do not wait.
    """
    with connection.cursor() as cursor:
        keys = sorted(account.pk for account in accounts)
        cursor.execute("SELECT 1 FROM shop_ledgeraccount WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [keys])


def _place(holder: Holder) -> tuple[str, str, int, int]:
    return holder.kind, holder.currency, holder.member_id or 0, holder.store_id or 0
