"""Whatever is done to orders in whatever order: stock and money are conserved."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from common.errors import Conflict, ServiceError
from shop.models import Offer, Order, OrderLine, Payback, Shipment
from shop.services.ledger.audit import audit
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.expiry import release_expired
from shop.services.ordering.placing import place_order
from shop.services.ordering.refunds import LineGiven, cancel_shipment, refund_lines, refund_shipment
from shop.services.ordering.shipments import deliver, ship, start_picking
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from shop.services.payments.paybacks import send_payback
from tests.factories import make_user
from tests.shop.order_invariants import check_orders
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store

STOCK = 12
FEES = {"design_fee": "1.00", "platform": "0.37", "payment": "0.41", "tax": "0.55"}


class Orders(RuleBasedStateMachine):
    """Three lots in two stores; orders of them by whoever comes. All in a transaction that is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.all_of_it = transaction.atomic()
        self.all_of_it.__enter__()
        self.orders: list[Order] = []
        self.payments: dict[int, int] = {}
        self.lost = Counter[int]()  # pieces given back that no shelf got

    @initialize()
    def stores(self) -> None:
        stores = [make_store(), make_store()]
        self.offers = [make_offer(stores[place], STOCK, "0.37") for place in (0, 0, 1)]

    def teardown(self) -> None:
        findings = audit().findings
        transaction.set_rollback(True)
        self.all_of_it.__exit__(None, None, None)
        assert findings == []

    @rule(wanted=st.lists(st.integers(0, 5), min_size=3, max_size=3).filter(any))
    def place(self, wanted: list[int]) -> None:
        lots = [(offer, pieces) for offer, pieces in zip(self.offers, wanted, strict=True) if pieces]
        quote = make_quote(make_user(), lots, FEES)
        free = {offer.pk: offer.available for offer in Offer.objects.all()}
        if any(free[offer.pk] < pieces for offer, pieces in lots):
            with pytest.raises(Conflict, match="SOLD_OUT"):
                place_order(by=quote.shopper, quote=quote, address=HOME, key="kit")
            return
        order = place_order(by=quote.shopper, quote=quote, address=HOME, key="kit")
        self.payments[order.pk] = begin_payment(order=order, by=order.shopper).pk
        self.orders.append(order)

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def pay(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.orders))
        confirm_payment(self.payments[order.pk])

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def expire(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.orders))
        Order.objects.filter(pk=order.pk).update(reserved_until=timezone.now() - timedelta(minutes=1))
        release_expired()

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.orders))
        self._try(lambda: cancel_order(order=order, by=order.shopper), "ORDER_PICKING")

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), act=st.sampled_from([start_picking, ship, deliver]))
    def move_on(self, data: st.DataObject, act: Any) -> None:
        shipment = self._shipment(data)
        self._try(lambda: act(shipment=shipment, by=shipment.store.owner), "SHIPMENT_STATE", "NO_SUCH_PARCEL")

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), act=st.sampled_from([cancel_shipment, refund_shipment]), to_shelf=st.booleans())
    def give_back(self, data: st.DataObject, act: Any, to_shelf: bool) -> None:
        shipment = self._shipment(data)
        self._refund(lambda: act(shipment=shipment, by=shipment.store.owner, to_shelf=to_shelf), to_shelf)

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), to_shelf=st.booleans())
    def give_pieces_back(self, data: st.DataObject, to_shelf: bool) -> None:
        shipment = self._shipment(data)
        line = data.draw(st.sampled_from(list(shipment.lines.order_by("pk"))))
        given = [LineGiven(line.pk, data.draw(st.integers(line.refunded, line.quantity)))]
        owner = shipment.store.owner
        self._refund(lambda: refund_lines(shipment=shipment, by=owner, lines=given, to_shelf=to_shelf), to_shelf)

    @rule()
    def send_money(self) -> None:
        for payback in self._waiting():
            send_payback(payback)

    def _shipment(self, data: st.DataObject) -> Shipment:
        order = data.draw(st.sampled_from(self.orders))
        return data.draw(st.sampled_from(list(order.shipments.select_related("store__owner").order_by("pk"))))

    def _refund(self, act: Any, to_shelf: bool) -> None:
        before = self._refunded()
        self._try(act, "SHIPMENT_STATE", "SHIPMENT_ENDED", "NO_SUCH_PARCEL")
        if not to_shelf:
            self.lost += self._refunded() - before

    def _refunded(self) -> Counter[int]:
        found = Counter[int]()
        for offer, pieces in OrderLine.objects.values_list("offer", "refunded"):
            found[offer] += pieces
        return found

    def _waiting(self) -> list[int]:
        return list(Payback.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))

    def _try(self, act: Any, *refusals: str) -> None:
        try:
            with transaction.atomic():
                act()
        except ServiceError as refused:
            if refused.code not in refusals:
                raise

    @invariant()
    def nothing_is_lost(self) -> None:
        """What lies there, what was sold and kept, and what came back damaged are what there was."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        check_orders()
        sold = Counter[int]()
        for line in OrderLine.objects.filter(shipment__paid_at__isnull=False):
            sold[line.offer_id or 0] += line.quantity - line.refunded
        for offer in Offer.objects.all():
            assert offer.quantity + sold[offer.pk] + self.lost[offer.pk] == STOCK


@pytest.mark.django_db
def test_whatever_is_done_stock_and_money_are_conserved() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Orders,
        settings=settings(
            max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=checks, derandomize=True
        ),
    )
