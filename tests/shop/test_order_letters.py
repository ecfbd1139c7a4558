"""Messages between shoppers and stores, and the letters that tell of orders."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from accounts.models import User
from common.errors import Conflict, Invalid, NotFound
from shop.models import Order, OrderMessage, Shipment, Store
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.jobs import Letter
from shop.services.ordering.mails import send_letter
from shop.services.ordering.messages import MOST_AN_HOUR, write_message
from shop.services.ordering.placing import place_order
from shop.services.ordering.refunds import LineGiven, cancel_shipment, refund_lines
from shop.services.ordering.shipments import ship
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_user
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done at once: a letter is sent when it is asked for."""

    def at_once(letter: Letter, pk: int) -> None:
        send_letter(letter.value, pk)

    for module in ("placing", "paying", "expiry", "cancelling", "refunds", "shipments", "messages"):
        monkeypatch.setattr(f"shop.services.ordering.{module}.defer_letter", at_once)


@pytest.fixture
def order(letters: None) -> Order:
    quote = make_quote(make_user("shopper"), [(make_offer(make_store("Brick & Harbour")), 2)])
    return place_order(by=quote.shopper, quote=quote, address=HOME, key="one")


@pytest.fixture
def parcel(order: Order) -> Shipment:
    confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    mail.outbox.clear()
    return order.shipments.select_related("store__owner", "order__shopper").get()


def sent() -> list[tuple[str, str]]:
    return [(one.to[0], str(one.subject)) for one in mail.outbox]


def test_an_order_that_is_placed_and_paid_is_told_of(order: Order) -> None:
    confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    owner = order.shipments.get().store.owner
    assert sent() == [
        ("shopper@example.org", f"Order {order.code} waits to be paid"),
        ("shopper@example.org", f"Order {order.code} is paid"),
        (owner.email, f"Brick & Harbour: order {order.code} is paid and can be picked"),
    ]
    assert f"{order.total} EUR" in mail.outbox[0].body
    assert "Brick & Harbour" in mail.outbox[0].body  # text, so nothing is escaped
    assert "Kade 1" not in mail.outbox[2].body


def test_an_order_that_expired_or_was_cancelled_is_told_of(order: Order) -> None:
    mail.outbox.clear()
    cancel_order(order=order, by=order.shopper)
    assert sent() == [("shopper@example.org", f"Order {order.code} has ended")]
    assert "nothing was charged" in mail.outbox[0].body


def test_a_store_is_told_that_its_parcel_was_called_off(order: Order, parcel: Shipment) -> None:
    cancel_order(order=order, by=order.shopper)
    assert [to for to, _subject in sent()] == [parcel.store.owner.email, "shopper@example.org"]
    assert f"{order.total} EUR go back to you" in mail.outbox[1].body


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda one, by: ship(shipment=one, by=by, carrier="PostNL", tracking="3S1"), "PostNL"),
        (lambda one, by: cancel_shipment(shipment=one, by=by, reason="It burnt."), "It burnt."),
        (lambda one, by: refund_lines(shipment=one, by=by, lines=[LineGiven(one.lines.get().pk, 1)]), "some parts"),
    ],
)
def test_what_a_store_does_is_told_to_the_shopper(act: Callable[..., Any], says: str, parcel: Shipment) -> None:
    act(parcel, parcel.store.owner)
    ((to, subject),) = sent()
    assert (to, "Brick & Harbour" in subject, says in mail.outbox[0].body) == ("shopper@example.org", True, True)


READERS = {Letter.TO_PICK: "store", Letter.CALLED_OFF: "store"}
"""Who gets a letter, where it is not the shopper."""


@pytest.mark.parametrize("letter", [one for one in Letter if one != Letter.MESSAGE])
def test_the_address_in_a_letter_opens_for_who_reads_it(letter: Letter, parcel: Shipment) -> None:
    about_order = {Letter.PLACED, Letter.PAID, Letter.ENDED}
    send_letter(letter.value, parcel.order_id if letter in about_order else parcel.pk)
    by_store = READERS.get(letter) == "store"
    assert opened(parcel.store.owner if by_store else parcel.order.shopper) == [200]


def test_the_address_in_a_message_opens_for_who_reads_it(parcel: Shipment) -> None:
    owner, shopper = parcel.store.owner, parcel.order.shopper
    write_message(shipment=parcel, by=shopper, text="When?")
    assert opened(owner) == [200]
    mail.outbox.clear()
    write_message(shipment=parcel, by=owner, text="Tomorrow.")
    assert opened(shopper) == [200]


def opened(reader: User) -> list[int]:
    """What the addresses in the one letter that was sent answer to its reader."""
    ((to, _subject),) = sent()
    assert to == reader.email
    client = Client()
    client.force_login(reader)
    addresses = re.findall(re.escape(settings.SITE_URL) + r"(/\S+)", str(mail.outbox[0].body))
    return [client.get(address).status_code for address in addresses]


def test_a_letter_written_twice_has_one_number(order: Order) -> None:
    send_letter("placed", order.pk)
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1


@pytest.mark.parametrize("letter", list(Letter))
def test_of_what_is_gone_nobody_writes(letter: Letter) -> None:
    assert send_letter(letter.value, 2**60) is False


def test_a_name_with_line_ends_forges_no_header(parcel: Shipment) -> None:
    Store.objects.filter(pk=parcel.store_id).update(name="Harbour\r\nBcc: all@example.org")
    ship(shipment=parcel, by=parcel.store.owner)
    assert sent()[0][1] == f"Order {parcel.order.code}: Harbour Bcc: all@example.org has sent its parcel"
    assert mail.outbox[0].message().get_all("Bcc") is None


def test_shopper_and_store_write_to_each_other(parcel: Shipment) -> None:
    asked = write_message(shipment=parcel, by=parcel.order.shopper, text=" When?\r\n\r\nSoon? ")
    write_message(shipment=parcel, by=parcel.store.owner, text="Tomorrow.")
    assert asked.text == "When?\n\nSoon?"
    assert sent() == [
        (parcel.store.owner.email, f"Order {parcel.order.code}: a message from shopper"),
        ("shopper@example.org", f"Order {parcel.order.code}: a message from Brick & Harbour"),
    ]


def test_nobody_else_writes_about_a_parcel(parcel: Shipment) -> None:
    with pytest.raises(NotFound, match="NO_SUCH_PARCEL"):
        write_message(shipment=parcel, by=make_user(), text="Hello")
    assert (OrderMessage.objects.count(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    ("text", "code"), [("", "TEXT_EMPTY"), (" \n\0\x1b ", "TEXT_EMPTY"), ("x" * 4001, "TEXT_TOO_LONG")]
)
def test_a_message_is_checked(text: str, code: str, parcel: Shipment) -> None:
    with pytest.raises(Invalid) as refused:
        write_message(shipment=parcel, by=parcel.store.owner, text=text)
    assert (refused.value.code, OrderMessage.objects.count()) == (code, 0)


def test_what_cannot_be_shown_is_left_out_of_a_message(parcel: Shipment) -> None:
    written = write_message(shipment=parcel, by=parcel.store.owner, text="a\0b\x1b[31m\ud800\u202ec <b>&")
    assert written.text == "ab[31mc <b>&"
    assert "<b>&" in mail.outbox[0].body


def test_nobody_is_flooded_with_messages(parcel: Shipment) -> None:
    for _ in range(MOST_AN_HOUR):
        write_message(shipment=parcel, by=parcel.store.owner, text="Hello")
    with pytest.raises(Conflict, match="MESSAGES_TOO_MANY"):
        write_message(shipment=parcel, by=parcel.store.owner, text="Hello")
    assert OrderMessage.objects.count() == MOST_AN_HOUR
