"""The demo's stores: opened as demo/stores.json describes them, with the shelves of its lists."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from parts.models import Part
from shop.models import OfferImport, Store
from shop.services.offer_imports import accept_offers, run_import
from shop.services.shipping import StepGiven, set_shipping
from shop.services.stores import StoreGiven, open_store

FOLDER = Path(settings.BASE_DIR) / "demo"


@dataclass(frozen=True, slots=True)
class DemoStore:
    """One entry of demo/stores.json; `offers` is a list beside it."""

    name: str
    owner: str
    country: str
    currency: str
    terms: str
    handling_days: int
    minimum_buy: str
    shipping: list[dict[str, Any]]
    offers: str


def demo_stores() -> list[DemoStore]:
    """All entries, in order."""
    return [DemoStore(**entry) for entry in json.loads((FOLDER / "stores.json").read_text("utf-8"))]


def seed_stores(owners: Mapping[str, User]) -> Iterator[tuple[DemoStore, Store, OfferImport | None]]:
    """Open what is missing, store by store, and fill its shelf; with the import, where one was made.

    A store that is there keeps its shelf, which orders have taken from, unless the list is another one now. Without a
    catalogue the shelves wait: no part of them would be known.
    """
    has_catalogue = Part.objects.exists()
    for entry in demo_stores():
        owner = owners[entry.owner]
        store = Store.objects.filter(owner=owner, name=entry.name).first() or _opened(entry, owner)
        yield entry, store, _filled(store, entry) if has_catalogue else None


@transaction.atomic
def _opened(entry: DemoStore, owner: User) -> Store:
    given = StoreGiven(
        entry.name, entry.country, entry.currency, entry.terms, entry.handling_days, Decimal(entry.minimum_buy)
    )
    store = open_store(by=owner, given=given)
    steps = [StepGiven(**(step | {"price": Decimal(step["price"])})) for step in entry.shipping]
    set_shipping(store=store, by=owner, steps=steps)
    return store


def _filled(store: Store, entry: DemoStore) -> OfferImport | None:
    data = (FOLDER / entry.offers).read_bytes()
    if store.offer_imports.filter(file=sha256(data).hexdigest(), state=OfferImport.State.DONE).exists():
        return None
    given = accept_offers(
        store=store, by=store.owner, data=data, file_name=Path(entry.offers).name, mode=OfferImport.Mode.REPLACE
    )
    run_import(given.pk)
    given.refresh_from_db()
    return given
