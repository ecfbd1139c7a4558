"""What was earned: accounts, statements, the table for spreadsheets, and what a designer asks."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Build
from shop.models import DesignTerms, LedgerAccount, Store
from shop.services.design_terms import set_design_terms
from shop.services.ledger.payouts import pay_out
from shop.services.ordering.placing import place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_build, make_published, make_revision, make_user
from tests.shop.ordering_rows import HOME, make_offer, make_quote

pytestmark = pytest.mark.django_db
ASKED = {"fee": "4,00", "royalty_percent": "25", "royalty_fixed": "", "currency": "EUR"}


def sell(store: Store, buyer: User, pieces: int = 5) -> None:
    """Goods of 0.58 a piece, 3.00 shipping, 1.20 picking: the store's."""
    quote = make_quote(buyer, [(make_offer(store, 100, "0.58"), pieces)])
    order = place_order(by=buyer, quote=quote, address=HOME, key=str(quote.pk))
    confirm_payment(begin_payment(order=order, by=buyer).pk)


@pytest.fixture
def account(store: Store) -> LedgerAccount:
    sell(store, make_user("ines"))
    return LedgerAccount.objects.get(store=store)


def test_nothing_earned_says_how_to_begin(keepers: Client) -> None:
    assert "Nothing was earned yet" in keepers.get("/shop/earnings/").content.decode()


def test_accounts_show_what_they_hold(keepers: Client, account: LedgerAccount) -> None:
    page = keepers.get("/shop/earnings/").content.decode()
    assert "Harbour Bricks" in page
    assert "€7.10" in page


def test_a_statement_adds_up_order_by_order(keepers: Client, account: LedgerAccount) -> None:
    page = keepers.get(f"/shop/earnings/{account.pk}/?span=all").content.decode()
    for words in ("Goods, earned", "2.90", "Shipping, earned", "3.00", "Picking, earned", "1.20", "<b>€7.10</b>"):
        assert words in page


def test_what_was_paid_out_is_there_no_more(keepers: Client, account: LedgerAccount) -> None:
    pay_out(account=account)
    page = keepers.get(f"/shop/earnings/{account.pk}/").content.decode()
    assert "Paid out" in page
    assert "−7.10" in page
    assert "<b>€0.00</b>" in page


def test_a_span_without_orders_says_so(keepers: Client, account: LedgerAccount) -> None:
    assert "Nothing in this span" in keepers.get(f"/shop/earnings/{account.pk}/?span=last").content.decode()


def test_the_table_holds_the_same(keepers: Client, account: LedgerAccount) -> None:
    response = keepers.get(f"/shop/earnings/{account.pk}/statement.csv?span=all")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert sum(Decimal(row["amount"]) for row in rows[1:-1]) == Decimal(rows[-1]["amount"]) == Decimal("7.10")
    assert "attachment" in response["Content-Disposition"]


def test_anothers_account_is_not_there(rivals: Client, visitor: Client, account: LedgerAccount) -> None:
    for address in (f"/shop/earnings/{account.pk}/", f"/shop/earnings/{account.pk}/statement.csv"):
        assert rivals.get(address).status_code == 404
        assert visitor.get(address)["Location"].startswith("/accounts/login/")


def test_pages_ask_the_database_a_fixed_number_of_times(
    keepers: Client, store: Store, account: LedgerAccount, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _more in range(2):
        with django_assert_num_queries(5):  # session, member, accounts, balances, what builds earned
            keepers.get("/shop/earnings/")
        with django_assert_num_queries(5):  # session, member, accounts, opening, entries
            keepers.get(f"/shop/earnings/{account.pk}/")
        for _order in range(3):
            sell(store, make_user())


@pytest.fixture
def build(owner: User) -> Build:
    return make_published(owner, slug="crane", title="Small crane")


def test_a_designer_asks_a_fee(owners: Client, build: Build) -> None:
    assert "What you ask for a kit" in owners.get("/builds/crane/edit/").content.decode()
    assert owners.post("/builds/crane/terms/", ASKED)["Location"] == "/builds/crane/edit/#terms"
    terms = DesignTerms.objects.get()
    assert (terms.fee, terms.royalty_percent, terms.royalty_fixed) == (Decimal("4.00"), Decimal("25.00"), Decimal(0))
    page = owners.get("/builds/crane/edit/").content.decode()
    assert 'value="4.00"' in page
    assert "€4.00" in page


def test_who_shares_the_fee_of_a_remix_is_said(owners: Client, owner: User) -> None:
    parent = make_published(make_user("trainer", display_name="Trainer Builder"), title="Trainer")
    set_design_terms(build=parent, by=parent.owner, royalty_percent=Decimal(25))
    remix = make_build(owner, slug="remix", remix_of=parent.shown_revision)
    make_revision(remix)
    set_design_terms(build=remix, by=owner, fee=Decimal(4))
    page = owners.get("/builds/remix/edit/").content.decode()
    assert "Trainer Builder" in page
    assert "€1.00" in page
    assert "€3.00" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("fee", "-1"), ("fee", "1.234"), ("royalty_percent", "101"), ("royalty_fixed", "1"), ("currency", "XXX")],
)
def test_terms_that_cannot_be_are_refused(owners: Client, build: Build, field: str, value: str) -> None:
    response = owners.post("/builds/crane/terms/", ASKED | {field: value})
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    assert not DesignTerms.objects.exists()


def test_nobody_sets_the_terms_of_another(strangers: Client, build: Build) -> None:
    assert strangers.post("/builds/crane/terms/", ASKED).status_code in {403, 404}
    assert not DesignTerms.objects.exists()
