"""The books: what came in, who got what of it, each deed once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from shop.models import LedgerAccount, LedgerEntry, LedgerTransaction
from shop.selectors.ledger import access_account, accounts_of, balance, charges_left, owed_to_shopper
from shop.services.ledger.accounts import Holder, accounts_for
from shop.services.ledger.booking import Move, book, book_charge
from tests.factories import make_user
from tests.shop.money_rows import account, books, make_order, make_paid

pytestmark = pytest.mark.django_db
FEES = {
    "instructions": "4.50",
    "design_fee": "2.00",
    "royalty": "0.40",
    "platform": "0.40",
    "payment": "0.35",
    "tax": "0.77",
}


def test_a_paid_order_is_shared_out_line_by_line() -> None:
    order = make_paid(fees=FEES, stores=2)
    stores = LedgerAccount.objects.filter(kind="store").order_by("pk")
    assert [balance(store) for store in stores] == [Decimal("7.10")] * 2
    assert books() == {
        "bank": -order.total,
        "store": Decimal("14.20"),
        "designer": Decimal("2.40"),
        "platform": Decimal("4.90"),
        "payment": Decimal("0.35"),
        "tax": Decimal("0.77"),
    }
    assert owed_to_shopper(order) == 0


def test_each_entry_names_the_line_of_the_price_that_it_pays() -> None:
    order = make_paid(fees=FEES)
    assert [(left.charge.kind, left.left) for left in charges_left(order)] == [
        (charge.kind, charge.amount) for charge in order.quote.charges.all()
    ]


def test_nothing_is_left_of_lines_before_they_are_charged() -> None:
    assert {left.left for left in charges_left(make_order())} == {Decimal(0)}


def test_a_deed_is_booked_once() -> None:
    order = make_paid()
    before = LedgerEntry.objects.count()
    assert book_charge(order=order) == book_charge(order=order)
    assert LedgerEntry.objects.count() == before


def test_entries_are_only_added_to() -> None:
    make_paid()
    entry = LedgerEntry.objects.first()
    assert entry is not None
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        entry.delete()
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        LedgerEntry.objects.update(amount=1)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_does_not_come_to_nothing_is_not_committed() -> None:
    moves = [Move(Holder("bank", "EUR"), Decimal("-5.00")), Move(Holder("platform", "EUR"), Decimal("4.99"))]
    with pytest.raises(IntegrityError, match="does not come to nothing"):
        book(kind="correction", key="odd", moves=moves)
    assert not LedgerTransaction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_amounts_of_two_currencies_do_not_make_up_for_each_other() -> None:
    moves = [Move(Holder("bank", "EUR"), Decimal(-5)), Move(Holder("platform", "USD"), Decimal(5))]
    with pytest.raises(IntegrityError, match="does not come to nothing"):
        book(kind="correction", key="odd", moves=moves)


@pytest.mark.django_db(transaction=True)
def test_the_same_deed_at_once_is_booked_once_on_accounts_made_once() -> None:
    member = make_user()
    moves = [Move(Holder("bank", "EUR"), Decimal(-5)), Move(Holder("designer", "EUR", member_id=member.pk), Decimal(5))]

    def one(_place: int) -> int:
        try:
            return book(kind="payment", key="one", moves=moves, at=timezone.now()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(8)))) == 1
    assert (LedgerEntry.objects.count(), LedgerAccount.objects.count()) == (2, 2)


def test_accounts_are_found_in_one_query_however_many(django_assert_num_queries: Any) -> None:
    holders = [Holder("designer", "EUR", member_id=make_user().pk) for _ in range(5)] + [Holder("tax", "EUR")]
    made = accounts_for(holders)
    with django_assert_num_queries(1):
        assert accounts_for(holders) == made


@pytest.mark.parametrize(("kind", "holder"), [("shopper", {}), ("store", {}), ("bank", {"member": 1})])
def test_an_account_has_the_holder_that_its_kind_needs(kind: str, holder: dict[str, int]) -> None:
    fields = {"member": make_user()} if holder else {}
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerAccount.objects.create(kind=kind, **fields)


def test_members_see_their_own_accounts_alone() -> None:
    make_paid(fees=FEES)
    store = account("store")
    owner = store.store.owner if store.store else make_user()
    assert accounts_of(owner) == [store]
    assert access_account(owner, store.pk) == store
    assert accounts_of(make_user()) == []
