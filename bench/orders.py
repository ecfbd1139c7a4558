"""How long an order holds the database: 20 shoppers at once, a kit of 5 stores each, in a database of its own.

Two crowds: each order takes its own lots of the stores' shelves, and, the worst that can be, all want the same lots
and wait for each other's row locks. The shoppers are the threads of a site's processes, four each as config/gunicorn.py
has them, on the same cores as the database. The database's part is from each statement's start to its answer, waiting
for locks included, and to the commit's end, without the time that Python takes in between. Between the rounds the
tables are analysed, as autovacuum does on a site that has been running for a minute.
"""

import math
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any, NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - after Django is set up
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from common.money import CENT  # noqa: E402
from parts.models import Category, Colour, Part  # noqa: E402
from shop.models import Offer, Quote, QuoteCharge, QuoteLine, QuoteParcel, Store  # noqa: E402
from shop.services.ordering.addresses import Address  # noqa: E402
from shop.services.ordering.placing import place_order  # noqa: E402

NAME = "brickfolk_bench_orders"
PROCESSES, THREADS = 5, 4
AT_ONCE, ROUNDS, WARM = PROCESSES * THREADS, 8, 3
STORES, SHELF = 5, 1000
KITS = 50, 200  # lots
TARGET = 0.3  # seconds
HOME = Address(email="a@example.org", name="A", street="Kade 1", city="Rotterdam", country="NL")


class Timed(NamedTuple):
    """Seconds of one order: in the database, and altogether."""

    database: float
    whole: float


def main() -> int:
    """Measure and print; 1 when the target is missed."""
    with own_database():
        offers = stock()
        connection.close()  # or the processes would share it
        with site() as processes:
            crowds = {
                f"{lots} lots, {title}": measure(processes, choose)
                for lots in KITS
                for title, choose in _crowds(offers, lots)
            }
    print(f"{AT_ONCE} at once, from {STORES} stores{'database p50':>25}{'p95':>9}{'whole p95':>12}")
    for title, runs in crowds.items():
        times = sorted(run.database for run in runs)
        wholes = sorted(run.whole for run in runs)
        shown = [times[len(times) // 2], _p95(times), _p95(wholes)]
        print(f"{title:41}" + "".join(f"{seconds * 1e3:9.0f} ms" for seconds in shown))
    return int(max(_p95(sorted(run.database for run in runs)) for runs in crowds.values()) > TARGET)


def _crowds(offers: Sequence[Offer], lots: int) -> Sequence[tuple[str, Callable[[], Sequence[Offer]]]]:
    """What each of the shoppers wants of all offers."""
    same = random.sample(offers, lots)
    return (("each its own", lambda: random.sample(offers, lots)), ("all the same", lambda: same))


def _p95(times: Sequence[float]) -> float:
    return times[math.ceil(len(times) * 0.95) - 1]


@contextmanager
def own_database() -> Iterator[None]:
    """A database that is made, and dropped at the end."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def stock() -> list[Offer]:
    """Stores with full shelves."""
    shelf = Category.objects.create(name="Brick", slug="brick")
    red = Colour.objects.create(number=4, name="Red", rgb="#B40000", edge_rgb="#333333")
    parts = Part.objects.bulk_create(
        Part(number=f"b{number}", name=f"Brick {number}", category=shelf) for number in range(SHELF)
    )
    owner = User.objects.create(username="owner")
    stores = Store.objects.bulk_create(
        Store(owner=owner, name=f"Store {number}", slug=f"store-{number}", country="NL") for number in range(STORES)
    )
    return Offer.objects.bulk_create(
        Offer(store=store, part=part, colour=red, quantity=1_000_000, price=Decimal("0.0550"), remarks=f"A{part.pk}")
        for store in stores
        for part in parts
    )


class Worker:
    """One process of the site, with its threads. A process has one of them, made when it begins."""

    own: "Worker"

    def __init__(self, start: Barrier, spread: Barrier) -> None:
        self.start, self.spread = start, spread
        self.threads = ThreadPoolExecutor(THREADS)

    @classmethod
    def begin(cls, start: Barrier, spread: Barrier) -> None:
        """The process is there."""
        cls.own = cls(start, spread)

    @classmethod
    def orders(cls, quotes: Sequence[Quote]) -> list[Timed]:
        """Order each of them on a thread of its own, at the same moment as all other processes."""
        cls.own.spread.wait()  # so that no process takes another's share
        return list(cls.own.threads.map(lambda quote: order(quote, cls.own.start), quotes))


@contextmanager
def site() -> Iterator[Executor]:
    """The processes; their connections end with them."""
    context = get_context("fork")
    given = (context.Barrier(AT_ONCE), context.Barrier(PROCESSES))
    with ProcessPoolExecutor(PROCESSES, context, Worker.begin, given) as processes:
        yield processes


def measure(processes: Executor, choose: Callable[[], Sequence[Offer]]) -> list[Timed]:
    """Rounds of as many orders at once; the first ones warm caches and connections."""
    found: list[Timed] = []
    for number in range(WARM + ROUNDS):
        quotes = [quote_for(choose()) for _ in range(AT_ONCE)]
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        connection.close()
        shares = [quotes[first : first + THREADS] for first in range(0, AT_ONCE, THREADS)]
        runs = [run for share in processes.map(Worker.orders, shares) for run in share]
        found += runs if number >= WARM else []
    return found


def order(quote: Quote, start: Barrier) -> Timed:
    """One order, timed."""
    spent, ended = 0.0, 0.0

    def clock(execute: Any, *given: Any) -> Any:
        nonlocal spent, ended
        begun = time.perf_counter()
        try:
            return execute(*given)
        finally:
            ended = time.perf_counter()
            spent += ended - begun

    connection.ensure_connection()
    start.wait()
    begun = time.perf_counter()
    with connection.execute_wrapper(clock):
        place_order(by=quote.shopper, quote=quote, address=HOME, key=quote.code)
    done = time.perf_counter()
    return Timed(spent + done - ended, done - begun)


def quote_for(offers: Sequence[Offer]) -> Quote:
    """A ready quote of three pieces of each, for a shopper of its own."""
    code = f"Q{time.perf_counter_ns() % 10**10}"
    now, price = timezone.now(), Decimal("0.17")
    with transaction.atomic():
        quote = Quote(
            code=code, shopper=User.objects.create(username=code), state="ready", country="NL", total=0, basket=0,
            ready_at=now, expires_at=now + timedelta(hours=1),
        )  # fmt: skip
        stores = sorted({offer.store_id for offer in offers})
        parcels = {pk: QuoteParcel(quote=quote, store_id=pk, goods=0, shipping=Decimal(3)) for pk in stores}
        lines = [
            QuoteLine(
                parcel=parcels[offer.store_id], offer=offer, part_id=offer.part_id, colour_id=offer.colour_id,
                condition="new", quantity=3, unit_price=offer.price, line_price=price, asked_price=offer.price,
                asked_currency="EUR",
            )
            for offer in offers
        ]  # fmt: skip
        for line in lines:
            line.parcel.goods += price
        charges = [
            QuoteCharge(quote=quote, kind=kind, amount=amount.quantize(CENT), store_id=parcel.store_id)
            for parcel in parcels.values()
            for kind, amount in (("parts", Decimal(parcel.goods)), ("shipping", parcel.shipping))
        ]
        for position, charge in enumerate(charges):
            charge.position = position
        quote.total = quote.basket = sum((charge.amount for charge in charges), Decimal(0))
        quote.save()
        QuoteParcel.objects.bulk_create(parcels.values())
        QuoteLine.objects.bulk_create(lines)
        QuoteCharge.objects.bulk_create(charges)
    return quote


if __name__ == "__main__":
    sys.exit(main())
