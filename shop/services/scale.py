"""Stores and offers in any number, the same ones each time: for load tests, made by the database itself."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Conflict
from shop.models import ShippingStep, Store
from shop.services import scale_sql as sql

OWNER = "scale"
PREFIX = "scale-"
BATCH = 100_000
CURRENCIES = ("EUR", "EUR", "EUR", "USD", "GBP")
COUNTRIES = ("DE", "NL", "FR", "US", "GB")


def seed_scale(*, stores: int, offers: int, on_done: Callable[[int], object] = lambda _offers: None) -> int:
    """Make stores up to this number and share this many offers out among them; how many offers there are then.

    Common colours and parts of many sets are offered most, as real stores do. Running it again with the same numbers
    adds nothing. Raises Conflict("NO_CATALOGUE") where nothing could be offered.
    """
    owner, _made = User.objects.get_or_create(username=OWNER, defaults={"email": f"{OWNER}@demo.invalid"})
    _stores(owner, stores)
    with connection.cursor() as cursor:
        cursor.execute(sql.LOTS)
        cursor.execute("SELECT count(*) FROM scale_lots")
        lots = int(cursor.fetchone()[0])
        if not lots:
            raise Conflict("NO_CATALOGUE", _("The catalogue has no parts in colours: load one first."))
        for first in range(0, offers, BATCH):
            last = min(first + BATCH, offers)
            with transaction.atomic():
                cursor.execute(sql.OFFERS, _figures(lots, stores, first, last))
            on_done(last)
        cursor.execute("DROP TABLE scale_lots")
        cursor.execute("ANALYZE shop_offer, shop_store, shop_askedprice")
        cursor.execute(sql.COUNT, [f"{PREFIX}%"])
        return int(cursor.fetchone()[0])


def _figures(lots: int, stores: int, first: int, last: int) -> dict[str, Any]:
    now = timezone.now()
    return {
        "lots": lots, "stores": stores, "first": first, "last": last - 1, "now": now, "today": now.date(),
        "prefix": PREFIX,
    }  # fmt: skip


@transaction.atomic
def _stores(owner: User, number: int) -> None:
    slugs = [f"{PREFIX}{at}" for at in range(number)]
    known = set(Store.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    made = [
        Store(
            owner=owner, slug=slug, name=f"Scale store {at}", country=COUNTRIES[at % 5], currency=CURRENCIES[at % 5],
            minimum_buy=at % 4 * 5,
        )
        for at, slug in enumerate(slugs)
        if slug not in known
    ]  # fmt: skip
    for store in Store.objects.bulk_create(made):
        ShippingStep.objects.create(store=store, price=3 + store.pk % 9)
