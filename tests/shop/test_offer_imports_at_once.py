"""Imports beside each other, and beside orders: each waits for what it would else overwrite."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from parts.models import ColourNumber, PartNumber
from shop.models import AskedPrice, Offer, OfferImport, Store
from shop.services.offer_imports import accept_offers, run_import
from shop.services.offers import OfferGiven, put_offer
from tests.factories import make_colour, make_part
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "BLItemNo,BLColorId,Qty,Price,Condition\n"
PATIENCE = 30  # seconds


@pytest.fixture(autouse=True)
def own_var(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def store() -> Store:
    PartNumber.objects.create(part=make_part(), system="bricklink", number="3001", rule="own")
    ColourNumber.objects.create(colour=make_colour(), system="bricklink", number="5")
    return make_store()


def accepted(store: Store, rows: str, mode: str = "add") -> OfferImport:
    return accept_offers(store=store, by=store.owner, data=(HEAD + rows).encode(), file_name="a.csv", mode=mode)


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """Does the work in a thread of its own while the block runs, from when it waits for a lock that the block holds."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    _wait_until_somebody_waits()
    yield
    assert thread.is_alive(), "it did not wait"


def _wait_until_somebody_waits() -> None:
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction goes on seeing what it saw first
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits for us")


def _join() -> None:
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(PATIENCE)


def test_an_import_waits_for_another_of_its_store(store: Store) -> None:
    first, second = accepted(store, "3001,5,4,0.10,N\n"), accepted(store, "3001,5,9,0.20,N\n", "replace")
    with transaction.atomic():
        Store.objects.select_for_update(no_key=True).get(pk=store.pk)  # as the first one holds it
        with beside(lambda: run_import(second.pk)):
            run_import(first.pk)
    _join()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.added, second.added, second.changed) == (1, 0, 1)
    offer = Offer.objects.get()
    assert (offer.quantity, offer.price) == (9, Decimal("0.2000"))
    assert AskedPrice.objects.get().price == Decimal("0.2000")


def test_an_import_waits_for_an_order_and_keeps_what_it_took(store: Store) -> None:
    offer = make_offer(store)
    given = accepted(store, "3001,5,4,0.10,N\n")
    with transaction.atomic():
        held = Offer.objects.select_for_update().get(pk=offer.pk)
        with beside(lambda: run_import(given.pk)):
            held.reserved = 30
            held.save(update_fields=["reserved"])
    _join()
    offer.refresh_from_db()
    given.refresh_from_db()
    assert (offer.quantity, offer.reserved, offer.available) == (30, 30, 0)
    assert [(one["code"], one["lines"]) for one in given.notices if one["code"] == "HELD_BY_ORDERS"] == [
        ("HELD_BY_ORDERS", [2])
    ]


def test_an_offer_put_up_by_hand_is_there_when_the_import_comes_to_it(store: Store) -> None:
    given = accepted(store, "3001,5,4,0.10,N\n")
    by_hand = OfferGiven(part_id=make_part().pk, colour_id=make_colour().pk, quantity=7, price=Decimal("0.30"))
    with transaction.atomic():
        Store.objects.select_for_update(no_key=True).get(pk=store.pk)
        with beside(lambda: run_import(given.pk)):
            put_offer(store=store, by=store.owner, given=by_hand)
    _join()
    given.refresh_from_db()
    assert (given.added, given.changed, Offer.objects.get().quantity) == (0, 1, 4)


def test_one_import_run_twice_at_once_is_done_once(store: Store) -> None:
    given = accepted(store, "3001,5,4,0.10,N\n")
    with transaction.atomic():
        Store.objects.select_for_update(no_key=True).get(pk=store.pk)
        with beside(lambda: run_import(given.pk)):
            run_import(given.pk)
            Offer.objects.update(quantity=3)  # sold since: a second run would put it back
    _join()
    given.refresh_from_db()
    assert (given.state, given.added, Offer.objects.get().quantity) == ("done", 1, 3)
