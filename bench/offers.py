"""How fast the market answers among a million offers, and a store's file of 100,000 lots comes in.

A market is measured with both of its histories. Of an import the processor time of this process and of the child that
reads the file is said beside the seconds on the clock, which on a busy machine are mostly waiting; the server's own is
in neither.

It makes a database of its own beside that of DATABASE_URL, with the starter catalogue, and drops it again.
"""

import csv
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 - after Django is set up
from django.db.models import Count  # noqa: E402

from parts.models import Colour, Part  # noqa: E402
from parts.services.catalogue import load_starter_catalogue  # noqa: E402
from parts.services.estimate import PricedLot  # noqa: E402
from shop.models import Offer, Store  # noqa: E402
from shop.selectors.cheapest import cheapest_offers  # noqa: E402
from shop.selectors.market import market  # noqa: E402
from shop.selectors.offers import offers_for  # noqa: E402
from shop.selectors.stores import open_stores  # noqa: E402
from shop.services.offer_imports import accept_offers, run_import  # noqa: E402
from shop.services.scale import seed_scale  # noqa: E402

STORES, OFFERS, FILE_LOTS = 1_000, 1_000_000, 100_000
LOTS_ASKED = 200
SHARE = 0.95


def main() -> int:
    """Print medians and 95th percentiles."""
    own = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "bench_offers"  # tests may run beside it
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        _measure()
    finally:
        connection.creation.destroy_test_db(str(own), verbosity=0)
    return 0


def _measure() -> None:
    load_starter_catalogue()
    begun = time.perf_counter()
    there = seed_scale(stores=STORES, offers=OFFERS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE shop_offer, shop_askedprice")  # as autovacuum leaves them
    print(f"  {there:,} offers of {STORES:,} stores made in {time.perf_counter() - begun:.0f} s")
    by_lot = Offer.objects.values_list("part", "colour").annotate(offers=Count("id")).order_by("-offers")
    lots = list(by_lot)
    parts, colours = Part.objects.select_related("category").in_bulk(), Colour.objects.in_bulk()
    drawn = random.Random(5).sample(lots, LOTS_ASKED)  # noqa: S311 - which lots are asked for
    drawn_lots = [(parts[part], colours[colour]) for part, colour, _number in drawn]
    _print("market of a lot (target 10 ms)", [partial(market, *lot) for lot in drawn_lots])
    top = lots[0]
    _print(f"market of the most offered ({top[2]:,})", [lambda: market(parts[top[0]], colours[top[1]])] * 20)
    _print(f"first 50 of {STORES:,} stores, with their lots counted", [lambda: list(open_stores()[:50])] * 10)
    for number in (50, 200, 800):
        pairs = [lot[:2] for lot in drawn[:number] + lots[number : 2 * number - len(drawn[:number])]]
        rows = len(offers_for(pairs, "new"))
        _print(f"offers for {len(pairs)} lots ({rows:,} rows)", [partial(offers_for, pairs, "new")] * 3)
    priced = [PricedLot(parts[lot[0]], colours[lot[1]], 10) for lot in drawn]
    _print(f"an estimate's {len(priced)} lots", [lambda: cheapest_offers(priced, "new", "EUR")] * 5)
    _import()


def _print(what: str, asked: Sequence[Callable[[], object]]) -> None:
    asked[0]()  # the first question reads what the others find in memory
    times = sorted(_milliseconds(ask) for ask in asked)
    print(f"  {what:42} median {statistics.median(times):8.1f} ms, p95 {times[int(SHARE * (len(times) - 1))]:8.1f} ms")


def _milliseconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1e3


def _import() -> None:
    """A new store's file, and the same file again."""
    store = Store.objects.all()[0]
    Offer.objects.filter(store=store).delete()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "shelf.csv"
        _write(path)
        for what in ("new", "unchanged"):
            begun, worked = time.perf_counter(), _processor_time()
            given = accept_offers(store=store, by=store.owner, data=path.read_bytes(), file_name=path.name)
            run_import(given.pk)
            given.refresh_from_db()
            seconds, worked = time.perf_counter() - begun, _processor_time() - worked
            figures = f"{given.added:,} added, {given.unchanged:,} unchanged, {given.rejected:,} rejected"
            took = f"{seconds:.1f} s, of them {worked:.1f} s at work here"
            print(f"  {FILE_LOTS:,} {what} lots imported (target 30 s): {took}; {figures}")


def _processor_time() -> float:
    """Seconds that this process and its children have computed."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def _write(path: Path) -> None:
    parts = Part.objects.filter(numbers__system="ldraw", numbers__rule="own").values_list("numbers__number", flat=True)
    numbers = sorted(set(parts))
    colours = list(Colour.objects.order_by("number").values_list("number", flat=True)[:120])
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["LDraw ID", "LDraw color", "Qty", "Price", "Condition", "Bulk", "Remarks", "Lot ID"])
        for at in range(FILE_LOTS):
            number, colour = numbers[at % len(numbers)], colours[at // len(numbers) % len(colours)]
            price = f"{(at * 7919 % 400 + 1) / 200:.3f}"
            rows.writerow([number, colour, at % 500 + 1, price, "NU"[at % 2], 1, f"drawer {at % 900}", at + 1])


if __name__ == "__main__":
    sys.exit(main())
