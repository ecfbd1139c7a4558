"""A store's office over the API: parcels picked, sent, delivered, given back in part, and what they earn."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.models import Order, Shipment
from shop.services.ledger.audit import audit
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import done, operation
from tests.brickfolk_api.shop.shop_world import errors_of, token_for
from tests.factories import make_user
from tests.shop.money_rows import make_order, make_paid

pytestmark = pytest.mark.django_db


def parcel(**more: Any) -> tuple[Shipment, str]:
    """A paid parcel, and the secret of its store's owner."""
    shipment = make_paid(**more).shipments.order_by("pk").first()
    assert shipment is not None
    return shipment, token_for(shipment.store.owner)


def test_a_parcel_is_picked_sent_and_delivered(ask: Ask) -> None:
    shipment, token = parcel()
    key = {"id": f"Shipment:{shipment.pk}"}
    picking = done(ask, "StartPicking", key, token)
    assert (picking["errors"], picking["shipment"]["state"]) == ([], "PICKING")
    assert [lot["pieces"] for lot in picking["shipment"]["pickingList"]] == [5]
    given = {"input": {"shipment": key["id"], "carrier": "Post\u202eNL\n", "tracking": "3S 1"}}
    sent = done(ask, "ShipShipment", given, token)
    assert (sent["errors"], sent["shipment"]["state"], sent["shipment"]["carrier"]) == ([], "SHIPPED", "Post NL")
    cancelled = done(ask, "CancelOrder", {"code": shipment.order.code}, token_for(shipment.order.shopper))
    assert errors_of(cancelled) == [("ORDER_PICKING", None)]
    got = done(ask, "DeliverShipment", key, token_for(shipment.order.shopper))
    assert (got["errors"], got["shipment"]["state"]) == ([], "DELIVERED")
    late = done(ask, "StartPicking", key, token)
    assert errors_of(late) == [("SHIPMENT_STATE", None)]


@pytest.mark.parametrize(
    "name",
    ["StartPicking", "ShipShipment", "DeliverShipment", "RefundLines", "CancelShipment", "RefundShipment"],
)
def test_another_store_cannot_touch_a_parcel(ask: Ask, name: str) -> None:
    shipment, _token = parcel(stores=2)
    other = shipment.order.shipments.exclude(pk=shipment.pk).get().store.owner
    key = f"Shipment:{shipment.pk}"
    given: dict[str, Any] = {"id": key} if name in {"StartPicking", "DeliverShipment"} else {"input": {"shipment": key}}
    if name == "RefundLines":
        given["input"]["lines"] = []
    for stranger in (other, make_user()):
        assert errors_of(done(ask, name, given, token_for(stranger))) == [("NO_SUCH_PARCEL", None)]
    assert errors_of(done(ask, name, given, token_for(shipment.store.owner, "read"))) == [("SCOPE_MISSING", None)]
    shipment.refresh_from_db()
    assert shipment.state == "paid"


def test_pieces_are_given_back_once_however_often_it_is_said(ask: Ask) -> None:
    shipment, token = parcel()
    line = shipment.lines.get()
    lines = [{"line": f"OrderLine:{line.pk}", "refunded": 2}]
    given = {"input": {"shipment": f"Shipment:{shipment.pk}", "lines": lines, "reason": "Lost.", "toShelf": True}}
    for _ in range(2):
        payload = done(ask, "RefundLines", given, token)
        assert payload["errors"] == []
        assert payload["shipment"]["lines"]["nodes"][0]["refunded"] == 2
    assert payload["shipment"]["refunded"]["amount"] == "1.16"
    assert Order.objects.get().refunded == Decimal("1.77")  # with what belongs to them of the fees


@pytest.mark.parametrize(
    ("line", "refunded", "code"),
    [
        ("own", -1, "REFUND_QUANTITY"),
        ("own", 6, "REFUND_QUANTITY"),
        ("own", 2**31 - 1, "REFUND_QUANTITY"),
        ("OrderLine:999999999999999999", 1, "REFUND_LINE"),
        ("Offer:1", 1, "BAD_ID"),
        ("\ud800", 1, "BAD_ID"),
    ],
)
def test_what_cannot_be_given_back_is_refused_by_code(ask: Ask, line: str, refunded: int, code: str) -> None:
    shipment, token = parcel()
    named = f"OrderLine:{shipment.lines.get().pk}" if line == "own" else line
    given = {"input": {"shipment": f"Shipment:{shipment.pk}", "lines": [{"line": named, "refunded": refunded}]}}
    assert errors_of(done(ask, "RefundLines", given, token)) == [(code, "lines")]
    assert Order.objects.get().refunded == 0


@pytest.mark.parametrize("name", ["price", "amount"])
def test_an_amount_that_is_sent_with_a_refund_is_refused(ask: Ask, name: str) -> None:
    shipment, token = parcel()
    line = {"line": f"OrderLine:{shipment.lines.get().pk}", "refunded": 1, name: "100"}
    given = {"input": {"shipment": f"Shipment:{shipment.pk}", "lines": [line]}}
    answer = ask(operation("RefundLines"), given, token=token)
    assert f"'{name}' is not defined" in answer["errors"][0]["message"]


def test_a_whole_parcel_is_cancelled_before_it_is_sent(ask: Ask) -> None:
    shipment, token = parcel(stores=2)
    given = {"input": {"shipment": f"Shipment:{shipment.pk}", "reason": "Burnt."}}
    cancelled = done(ask, "CancelShipment", given, token)
    assert (cancelled["errors"], cancelled["shipment"]["state"]) == ([], "CANCELLED")
    assert cancelled["shipment"]["refunded"]["amount"] == "7.10"  # with its shipping and picking
    assert errors_of(done(ask, "RefundShipment", given, token)) == [("SHIPMENT_ENDED", None)]
    assert audit().is_clean


def test_a_parcel_that_was_sent_is_paid_back_whole(ask: Ask) -> None:
    shipment, token = parcel()
    given = {"input": {"shipment": f"Shipment:{shipment.pk}", "reason": "Never arrived."}}
    done(ask, "ShipShipment", {"input": {"shipment": given["input"]["shipment"]}}, token)
    assert done(ask, "CancelShipment", given, token)["shipment"] is None
    refunded = done(ask, "RefundShipment", given, token)
    assert (refunded["errors"], refunded["shipment"]["state"]) == ([], "REFUNDED")
    assert [line["refunded"] for line in refunded["shipment"]["lines"]["nodes"]] == [5]
    assert Order.objects.get().refunded == Order.objects.get().total
    assert audit().is_clean


def test_a_store_lists_its_paid_parcels_by_state(ask: Ask) -> None:
    shipment, token = parcel()
    store = shipment.store
    waiting = make_order()
    Shipment.objects.filter(order=waiting).update(store=store)
    answer = ask(operation("StoreShipments"), {"slug": store.slug, "state": "PAID"}, token=token)
    assert "errors" not in answer
    nodes = answer["data"]["storeOffice"]["shipments"]["nodes"]
    assert [(one["orderCode"], one["address"]["city"]) for one in nodes] == [(shipment.order.code, "Rotterdam")]
    assert [(line["quantity"], line["refunded"]) for line in nodes[0]["lines"]["nodes"]] == [(5, 0)]
    picking = ask(operation("StoreShipments"), {"slug": store.slug, "state": "PICKING"}, token=token)["data"]
    assert picking["storeOffice"]["shipments"]["totalCount"] == 0
    for other in ("", token_for(make_user()), token_for(shipment.order.shopper)):
        assert ask(operation("StoreShipments"), {"slug": store.slug}, token=other)["data"] == {"storeOffice": None}


def test_a_list_of_parcels_costs_the_same_queries_however_long_it_is(
    ask: Ask, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    query = """query($slug: String!) { storeOffice(slug: $slug) { shipments(first: 20) { totalCount nodes { id orderCode
      store { name } goods { amount } address { city } lines(first: 3) { totalCount nodes { part { name }
      colour { name } each { amount } } } pickingList(first: 5) { pieces remarks } messages(first: 2) { nodes { text } }
      history(first: 5) { nodes { by { name } after } } } } } }"""
    first, token = parcel()
    counts = []
    for more in (0, 4):
        for _ in range(more):
            Shipment.objects.filter(order=make_paid()).update(store=first.store)
        with django_assert_max_num_queries(15) as captured:
            answer = ask(query, {"slug": first.store.slug}, token=token)
        assert "errors" not in answer
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert answer["data"]["storeOffice"]["shipments"]["totalCount"] == 5
