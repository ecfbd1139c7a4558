"""The refused rows of a file of lots, as a file."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from parts.models import ColourNumber, PartNumber
from shop.models import OfferImport, Store
from shop.services.offer_imports import accept_offers, run_import
from tests.factories import make_colour, make_part, stored

pytestmark = pytest.mark.django_db
FILE = """part,system,colour,colour_system,quantity,price,remarks
3001,ldraw,4,ldraw,4,0.10,A1
3001,ldraw,4,ldraw,-1,0.10,=A1
noway1,ldraw,4,ldraw,2,0.20,+A2
3001,ldraw,4,ldraw,4,0.30,A3
"""


def rows_of(client: Client, run: OfferImport) -> list[dict[str, str]]:
    response = client.get(f"/shop/stores/{run.store.slug}/imports/{run.pk}/refused.csv")
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="my lots-refused.csv"'
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def imported(store: Store, text: str) -> OfferImport:
    run = accept_offers(store=store, by=store.owner, data=text.encode(), file_name="my lots.csv")
    run_import(run.pk)
    run.refresh_from_db()
    return run


@pytest.fixture
def catalogue(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"
    PartNumber.objects.create(part=make_part("3001", "Brick 2 x 4"), system="ldraw", number="3001", rule="own")
    ColourNumber.objects.create(colour=make_colour(4, "Red"), system="ldraw", number="4")


def test_each_row_stands_there_with_reason_and_words_and_no_formula(
    keepers: Client, store: Store, catalogue: None
) -> None:
    run = imported(store, FILE)
    page = keepers.get(f"/shop/stores/harbour/imports/{run.pk}/").content.decode()
    assert f'href="/shop/stores/harbour/imports/{run.pk}/refused.csv"' in page
    rows = rows_of(keepers, run)
    told = [(row["line"], row["reason"], row["part"], row["quantity"], row["price"], row["remarks"]) for row in rows]
    assert told == [
        ("3", "BAD_QUANTITY", "3001", "'-1", "0.10", "'=A1"),
        ("4", "NO_SUCH_PART", "noway1", "2", "0.2000", "'+A2"),
        ("5", "SAME_LOT", "3001", "4", "0.3000", "A3"),
    ]
    assert all(row["what_is_wrong"] for row in rows)


def test_a_file_of_which_nothing_was_taken_has_them_too(keepers: Client, store: Store, catalogue: None) -> None:
    run = imported(store, "part,system,colour,colour_system,quantity,price\nnoway1,ldraw,4,ldraw,2,0.20\n")
    assert run.state == "failed"
    page = keepers.get(f"/shop/stores/harbour/imports/{run.pk}/").content.decode()
    assert f'href="/shop/stores/harbour/imports/{run.pk}/refused.csv"' in page
    assert [row["part"] for row in rows_of(keepers, run)] == ["noway1"]


def test_what_may_be_meant_is_named_and_older_imports_say_what_they_kept(keepers: Client, store: Store) -> None:
    candidates = [{"part_id": 1, "number": "3001", "name": "Brick 2 x 4", "score": "0.8"}]
    told = {"line": 7, "code": "NO_SUCH_PART", "message": "@none", "reference": "30o1 4", "candidates": candidates}
    run = OfferImport.objects.create(
        store=store, file=stored(b"x"), file_name="my lots.bsx", state="done", rejections=[told]
    )
    (row,) = rows_of(keepers, run)
    assert (row["may_be"], row["part"], row["what_is_wrong"]) == ("3001 Brick 2 x 4", "30o1 4", "'@none")


def test_anothers_refused_rows_are_not_there(rivals: Client, store: Store) -> None:
    run = OfferImport.objects.create(store=store, file=stored(b"x"), file_name="lots.bsx", state="done")
    for slug in ("harbour", "rival"):
        assert rivals.get(f"/shop/stores/{slug}/imports/{run.pk}/refused.csv").status_code == 404
