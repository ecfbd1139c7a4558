"""Made to order: asked of all stores, answered with offers that one shopper sees."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from common.errors import Conflict, Denied, Invalid, NotFound, ServiceError
from shop.models import Offer, PartsRequest
from shop.selectors.offers import offers_for
from shop.selectors.requests import access_request, answers_to, open_requests, requests_of
from shop.services.offers import OfferGiven
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.placing import place_order
from shop.services.requests import AskedLot, answer_request, close_due_requests, close_request, open_request
from tests.factories import make_colour, make_part, make_user
from tests.shop.ordering_rows import HOME, make_quote
from tests.shop.store_rows import make_store

pytestmark = pytest.mark.django_db


def asked(quantity: int = 6, number: str = "3001") -> AskedLot:
    return AskedLot(make_part(number).pk, make_colour().pk, quantity)


def offered(price: str = "0.80", quantity: int = 6, number: str = "3001") -> OfferGiven:
    return OfferGiven(make_part(number).pk, make_colour().pk, quantity, Decimal(price))


def test_a_request_adds_up_lots_that_are_named_twice() -> None:
    request = open_request(by=make_user(), lots=[asked(6), asked(4)], country="nl", note=" for a crane ")
    assert [(lot.part.number, lot.quantity) for lot in request.lots.all()] == [("3001", 10)]
    assert (request.country, request.note, request.state) == ("NL", "for a crane", "open")


@pytest.mark.parametrize(
    ("quantity", "country", "days", "code"),
    [(0, "NL", 14, "REQUEST_QUANTITY"), (-3, "NL", 14, "REQUEST_QUANTITY"), (100_001, "NL", 14, "REQUEST_QUANTITY"),
     (1, "XX", 14, "COUNTRY"), (1, "", 14, "COUNTRY"), (1, "NL", 0, "REQUEST_DAYS"),
     (1, "NL", 61, "REQUEST_DAYS")],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(quantity: int, country: str, days: int, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        open_request(by=make_user(), lots=[asked(quantity)], country=country, days=days)
    assert refusal.value.code == code
    assert not PartsRequest.objects.exists()


def test_no_lots_and_unknown_lots_are_refused() -> None:
    with pytest.raises(Invalid):
        open_request(by=make_user(), lots=[], country="NL")
    with pytest.raises(NotFound):
        open_request(by=make_user(), lots=[AskedLot(10**9, make_colour().pk, 1)], country="NL")


def test_only_its_shopper_can_buy_what_answers_a_request() -> None:
    shopper, other, store = make_user(), make_user(), make_store()
    request = open_request(by=shopper, lots=[asked()], country="NL")
    [offer] = answer_request(request=request, store=store, by=store.owner, offers=[offered()])
    lot = [(offer.part_id, offer.colour_id)]
    assert [row.id for row in offers_for(lot, "new", shopper)] == [offer.pk]
    assert offers_for(lot, "new", other) == []
    assert offers_for(lot, "new", None) == []


def test_an_answer_said_again_holds_as_it_was_said_last() -> None:
    store = make_store()
    request = open_request(by=make_user(), lots=[asked()], country="NL")
    for price in ("0.80", "0.70"):
        answer_request(request=request, store=store, by=store.owner, offers=[offered(price)])
    assert list(request.offers.values_list("price", flat=True)) == [Decimal("0.7000")]


def test_who_may_not_answer_is_refused() -> None:
    shopper, stranger = make_user(), make_user()
    store, own, closed = make_store(), make_store(owner=shopper), make_store(is_open=False)
    request = open_request(by=shopper, lots=[asked()], country="NL")
    cases = [
        (store, stranger, offered(), NotFound),
        (own, shopper, offered(), Denied),
        (closed, closed.owner, offered(), Conflict),
        (store, store.owner, offered(number="3002"), Invalid),
    ]
    for of, by, given, kind in cases:
        with pytest.raises(kind):
            answer_request(request=request, store=of, by=by, offers=[given])
    assert not Offer.objects.exists()


def test_a_closed_request_takes_its_free_offers_along_and_leaves_what_orders_hold() -> None:
    shopper, store = make_user(), make_store()
    request = open_request(by=shopper, lots=[asked(), asked(2, "3002")], country="NL")
    held, free = answer_request(
        request=request, store=store, by=store.owner, offers=[offered(), offered(number="3002", quantity=2)]
    )
    Offer.objects.filter(pk=held.pk).update(reserved=4)
    close_request(request=request, by=shopper)
    assert list(request.offers.order_by("pk").values_list("pk", "quantity", "reserved")) == [
        (held.pk, 4, 4),
        (free.pk, 0, 0),
    ]
    with pytest.raises(Conflict):
        answer_request(request=request, store=store, by=store.owner, offers=[offered()])


def test_nobody_else_closes_a_request() -> None:
    request = open_request(by=make_user(), lots=[asked()], country="NL")
    with pytest.raises(NotFound):
        close_request(request=request, by=make_user())
    assert PartsRequest.objects.get().state == "open"


def test_requests_close_on_their_day() -> None:
    due = open_request(by=make_user(), lots=[asked()], country="NL")
    later = open_request(by=make_user(), lots=[asked()], country="NL")
    PartsRequest.objects.filter(pk=due.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    assert list(open_requests()) == [later]
    assert close_due_requests() == 1
    assert close_due_requests() == 0
    assert dict(PartsRequest.objects.values_list("pk", "state")) == {due.pk: "closed", later.pk: "open"}


def test_a_request_is_seen_by_its_shopper_and_by_stores_while_it_is_open() -> None:
    shopper, store = make_user(), make_store()
    request = open_request(by=shopper, lots=[asked()], country="NL")
    assert access_request(shopper, request.pk) == access_request(store.owner, request.pk) == request
    for viewer in (None, make_user(), make_store(is_open=False).owner):
        with pytest.raises(ServiceError):
            access_request(viewer, request.pk)
    close_request(request=request, by=shopper)
    assert access_request(shopper, request.pk) == request
    with pytest.raises(NotFound):
        access_request(store.owner, request.pk)


def test_a_store_sees_its_own_answers_alone() -> None:
    shopper, first, second = make_user(), make_store(), make_store()
    request = open_request(by=shopper, lots=[asked()], country="NL")
    [dear] = answer_request(request=request, store=first, by=first.owner, offers=[offered("0.90")])
    [cheap] = answer_request(request=request, store=second, by=second.owner, offers=[offered("0.40")])
    assert list(answers_to(request, shopper)) == [cheap, dear]
    assert list(answers_to(request, first.owner)) == [dear]
    [shown] = requests_of(shopper)
    assert (shown.lot_count, shown.answer_count) == (1, 2)  # type: ignore[attr-defined]


def test_what_an_order_lets_go_of_after_its_request_closed_is_not_offered_again() -> None:
    shopper, store = make_user(), make_store()
    request = open_request(by=shopper, lots=[asked()], country="NL")
    [offer] = answer_request(request=request, store=store, by=store.owner, offers=[offered()])
    order = place_order(by=shopper, quote=make_quote(shopper, [(offer, 4)]), address=HOME, key="one")
    close_request(request=request, by=shopper)
    cancel_order(order=order, by=shopper)
    assert offers_for([(offer.part_id, offer.colour_id)], "new", shopper) == []
