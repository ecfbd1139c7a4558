"""The demo's stores can sell every demo build."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from brickcore.bom import bill
from brickcore.formats import read_content
from brickcore.library import PartsLibrary
from brickcore.library.parts_library import EmptyStore
from parts.services.catalogue import load_starter_catalogue
from parts.services.identify import Reference, identify
from shop.models import Offer, OfferImport, ShippingStep, Store
from shop.selectors.offers import offers_for
from shop.services.demo_stores import demo_stores, seed_stores
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MODELS = Path(settings.BASE_DIR) / "demo"


def test_every_lot_of_every_demo_build_can_be_bought_and_seeding_again_changes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    load_starter_catalogue()
    owners = {entry.owner: make_user(entry.owner) for entry in demo_stores()}

    seeded = list(seed_stores(owners))

    assert [(made.state, made.rejected) for _entry, _store, made in seeded if made] == [("done", 0)] * 3
    assert all(store.shipping_steps.filter(country=ShippingStep.EVERYWHERE).exists() for _e, store, _m in seeded)
    for entry in json.loads((MODELS / "builds.json").read_text()):
        assert _lacking(MODELS / entry["file"]) == {}, entry["title"]
    before = list(Offer.objects.order_by("pk").values())
    assert [made for _entry, _store, made in seed_stores(owners)] == [None] * 3
    assert list(Offer.objects.order_by("pk").values()) == before
    assert OfferImport.objects.count() == 3


def _lacking(path: Path) -> dict[tuple[int, int], int]:
    lots = bill(read_content(path.read_bytes(), path.name), PartsLibrary(EmptyStore())).lots
    known = identify([Reference(lot.part, lot.colour) for lot in lots])
    need: Counter[tuple[int, int]] = Counter()
    for lot, one in zip(lots, known, strict=True):
        assert one.part is not None
        assert one.colour is not None
        need[one.part.pk, one.colour.pk] += lot.quantity
    for offer in offers_for(need):
        need[offer.part_id, offer.colour_id] -= offer.available
    return {lot: left for lot, left in need.items() if left > 0}


def test_without_a_catalogue_the_stores_open_and_their_shelves_wait() -> None:
    owners = {entry.owner: make_user(entry.owner) for entry in demo_stores()}
    assert [made for _entry, _store, made in seed_stores(owners)] == [None] * 3
    assert (Store.objects.count(), OfferImport.objects.count()) == (3, 0)
