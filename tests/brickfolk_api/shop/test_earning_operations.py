"""What stores and designers earn, over the API: balances, statements, earnings by build, and what a designer asks."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.models import LedgerAccount, QuoteCharge, Shipment
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import done, operation
from tests.brickfolk_api.shop.shop_world import token_for
from tests.factories import make_build, make_user
from tests.shop.money_rows import make_order, make_paid

pytestmark = pytest.mark.django_db


def parcel(**more: Any) -> tuple[Shipment, str]:
    """A paid parcel, and the secret of its store's owner."""
    shipment = make_paid(**more).shipments.order_by("pk").first()
    assert shipment is not None
    return shipment, token_for(shipment.store.owner)


def test_what_a_store_earned_stands_on_its_statement(ask: Ask) -> None:
    shipment, token = parcel()
    [account] = ask(operation("Balances"), token=token)["data"]["balances"]
    assert (account["kind"], account["store"]["name"]) == ("STORE", shipment.store.name)
    assert account["balance"] == {"amount": "7.10", "currency": "EUR"}  # 2.90 goods, 3.00 shipping, 1.20 picking
    answer = ask(operation("Statement"), {"account": account["id"]}, token=token)
    assert "errors" not in answer
    told = answer["data"]["statement"]
    assert (told["opening"]["amount"], told["closing"]["amount"], told["groupCount"]) == ("0.00", "7.10", 1)
    [group] = told["groups"]
    assert (group["orderCode"], group["amount"]["amount"]) == (shipment.order.code, "7.10")
    assert sorted(line["reason"] for line in group["lines"]) == ["PARTS", "PICKING", "SHIPPING"]
    before = ask(operation("Statement"), {"account": account["id"], "until": "2020-01-01T00:00:00"}, token=token)
    assert before["data"]["statement"]["closing"]["amount"] == "0.00"


def test_nobody_learns_what_another_earns(ask: Ask) -> None:
    parcel()
    for account in LedgerAccount.objects.all():
        for token in ("", token_for(make_user())):
            given = {"account": f"LedgerAccount:{account.pk}"}
            assert ask(operation("Statement"), given, token=token)["data"] == {"statement": None}
    assert ask(operation("Balances"))["data"] == {"balances": []}
    assert ask(operation("Balances"), token=token_for(make_user()))["data"] == {"balances": []}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00"])
def test_moments_that_not_every_zone_can_name_are_refused(ask: Ask, moment: str) -> None:
    _shipment, token = parcel()
    account = ask(operation("Balances"), token=token)["data"]["balances"][0]["id"]
    for name in ("since", "until"):
        answer = ask(operation("Statement"), {"account": account, name: moment}, token=token)
        assert answer["errors"][0]["extensions"] == {"code": "MOMENT", "field": name}


def test_balances_cost_the_same_queries_however_many(
    ask: Ask, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = make_user()
    token = token_for(owner)
    counts: list[int] = []
    for more in (1, 3):
        for _ in range(more):
            shipment, _token = parcel()
            type(shipment.store).objects.filter(pk=shipment.store_id).update(owner=owner)
        with django_assert_num_queries(4 if not counts else counts[0]) as captured:
            answer = ask(operation("Balances"), token=token)
        counts.append(len(captured))
    assert len(answer["data"]["balances"]) == 4


def test_a_designer_says_what_a_build_costs(ask: Ask) -> None:
    build = make_build()
    token = token_for(build.owner)
    given: dict[str, Any] = {"build": build.slug, "fee": "2.50", "royaltyPercent": "12.5"}
    payload = done(ask, "SetDesignTerms", {"input": given}, token)
    assert payload["errors"] == []
    assert payload["build"]["designTerms"] == {
        "fee": {"amount": "2.50", "currency": "EUR"}, "royaltyFixed": {"amount": "0.00", "currency": "EUR"},
        "royaltyPercent": "12.50",
    }  # fmt: skip
    for change in ({"fee": "NaN"}, {"fee": "-1"}, {"fee": "1e400"}, {"royaltyPercent": "100.01"},
                   {"royaltyPercent": "sNaN"}, {"royaltyFixed": "1"}, {"currency": "\0"}):  # fmt: skip
        assert done(ask, "SetDesignTerms", {"input": given | change}, token)["build"] is None
    stranger = done(ask, "SetDesignTerms", {"input": given}, token_for(make_user()))
    assert (stranger["build"], len(stranger["errors"])) == (None, 1)
    build.refresh_from_db()
    assert build.design_terms.fee == Decimal("2.50")


def test_a_designer_reads_what_each_build_earned(
    ask: Ask, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    build = make_build()
    order = make_order(fees={"design_fee": "2.00", "royalty": "0.50"})
    for charge in QuoteCharge.objects.filter(kind__in=["design_fee", "royalty"]):
        charge.designer, charge.reason = build.owner, {"inputs": {"build": build.pk}}
        charge.save()
    confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    token = token_for(build.owner, "read")
    with django_assert_max_num_queries(3):  # the token with its member, the sums, the builds
        answer = ask(operation("EarnedByBuild"), token=token)
    assert "errors" not in answer
    [earned] = answer["data"]["earnedByBuild"]
    assert (earned["build"]["slug"], earned["orders"]) == (build.slug, 1)
    assert [earned[name] for name in ("fees", "royalties", "together")] == [
        {"amount": amount, "currency": "EUR"} for amount in ("2.00", "0.50", "2.50")
    ]
    assert ask(operation("EarnedByBuild"), {"skip": 1}, token=token)["data"]["earnedByBuild"] == []
    for other in ("", token_for(make_user()), token_for(order.shopper)):
        assert ask(operation("EarnedByBuild"), token=other)["data"] == {"earnedByBuild": []}
