"""Builds that are no models: a list has no 3D view and says why, a mesh has facts and a price of its builder's."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import BomLine, Build, Revision
from tests.factories import (
    ALL_STAGES,
    make_asset,
    make_build,
    make_line,
    make_published,
    make_revision,
    make_unknown_line,
)

ABSENT = {"shown": {"absent": "bsx"}, "pictured": {"absent": "bsx"}}
MESH = {"size_mm": [28.8, 4.55, 15.8], "triangles": 12, "watertight": True, "volume_mm3": 1272.4, "weight_g": 1.58}
NOT_MADE_YET = "The 3D view is being made"


def make_list(owner: User, **fields: object) -> Build:
    build = make_published(owner, "Garbage truck", slug="truck")
    Revision.objects.filter(build=build).update(
        format="bsx", stage_figures=ALL_STAGES | ABSENT, step_count=None, size_x=None, **fields
    )
    return build


def make_mesh(owner: User) -> Revision:
    revision = make_revision(
        make_build(owner, "Gear case", slug="case"), format="stl", stage_figures=ALL_STAGES | {"read": MESH}
    )
    make_unknown_line(
        revision, reference="custom-case", name="case", system="custom", quantity=3, price_reason={"because": "outside"}
    )
    return revision


def test_a_list_says_why_nothing_is_to_be_seen(
    owner: User, visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    build = make_list(owner)
    make_line(Revision.objects.get(build=build))
    with django_assert_max_num_queries(12):
        page = visitor.get("/builds/truck/").content.decode()
    assert "A parts list has no 3D view" in page
    assert "data-viewer" not in page
    assert "og:image" not in page
    assert "none, it is a list" in page
    assert "parts.bsx" in page
    assert "model.stl" not in page
    assert "€187.40" in page


def test_a_list_that_is_worked_on_does_not_promise_a_view(owner: User, owners: Client) -> None:
    make_list(owner, state="working")
    assert NOT_MADE_YET not in owners.get("/builds/truck/").content.decode()


def test_a_model_that_is_worked_on_promises_one(owner: User, owners: Client) -> None:
    make_revision(make_build(owner, slug="crane"), state="working", stage_figures={}, format="ldraw")
    assert NOT_MADE_YET in owners.get("/builds/crane/").content.decode()


def test_stages_that_a_list_has_not_are_skipped_and_say_so(owner: User, owners: Client) -> None:
    make_list(owner, state="working")
    page = owners.get("/builds/truck/revisions/1/progress/").content.decode()
    for stage in ("3D view", "Pictures"):
        assert f'data-stage="{stage}" data-state="skipped"' in page
    assert page.count("a list has none") == 2
    assert 'data-stage="Price" data-state="done"' in page


def test_cards_of_lists_say_what_they_are(owner: User, visitor: Client) -> None:
    make_list(owner)
    make_published(owner, "Crane")
    assert visitor.get("/builds/").content.decode().count("A parts list</p>") == 1


def test_the_picture_of_a_list_is_not_found_and_said(owner: User, visitor: Client) -> None:
    make_list(owner)
    answer = visitor.get("/builds/truck/picture/")
    assert answer.status_code == 404
    assert "is a parts list" in answer.content.decode()


def test_a_set_in_a_list_says_that_it_is_one_lot(owner: User, owners: Client) -> None:
    build = make_list(owner)
    make_unknown_line(Revision.objects.get(build=build), reference="7286-1", item="set", system="bricklink")
    page = owners.get("/builds/truck/").content.decode()
    assert "a whole set, counted as one" in page
    assert "No part is called 7286-1" not in page
    assert "bom__line--look" not in page


def test_a_mesh_tells_what_a_printer_asks(owner: User, owners: Client) -> None:
    make_mesh(owner)
    page = owners.get("/builds/case/").content.decode()
    for words in (
        "closed, so it can be printed",
        "1.27 cm³",
        "1.6\u00a0g, solid in PLA",
        "a part of the builder’s own",
    ):
        assert words in page
    assert "<dt>Steps</dt>" not in page
    assert "model.stl" in page
    assert "model.mpd" not in page


@pytest.mark.parametrize(("typed", "each", "together"), [("1.20", "1.2000", "3.60"), (" 0,5 ", "0.5000", "1.50")])
def test_its_owner_sets_the_price_of_a_part_of_their_own(
    owner: User, owners: Client, typed: str, each: str, together: str
) -> None:
    revision = make_mesh(owner)
    assert 'name="price"' in owners.get("/builds/case/").content.decode()
    answer = owners.post("/builds/case/revisions/1/lots/0/price/", {"price": typed})
    assert answer.headers["Location"] == "/builds/case/revisions/1/#lot-0"
    line = revision.bom_lines.get()
    assert (str(line.unit_price), str(line.line_price), line.basis) == (each, together, BomLine.Basis.OWN)
    revision.refresh_from_db()
    assert revision.estimate is not None
    assert revision.estimate["by_basis"] == {"own": together}
    page = owners.get("/builds/case/").content.decode()
    assert f"€{together}" in page
    assert "The builder says that it costs so much." in page


def test_an_empty_price_takes_it_away(owner: User, owners: Client) -> None:
    revision = make_mesh(owner)
    for typed in ("2", ""):
        owners.post("/builds/case/revisions/1/lots/0/price/", {"price": typed})
    line = revision.bom_lines.get()
    assert (line.own_price, line.unit_price, line.basis) == (None, None, BomLine.Basis.UNKNOWN)


@pytest.mark.parametrize("typed", ["nothing", "-1", "0", "1e9", "NaN", "9" * 30])
def test_what_is_no_price_changes_nothing(owner: User, owners: Client, typed: str) -> None:
    revision = make_mesh(owner)
    page = owners.post("/builds/case/revisions/1/lots/0/price/", {"price": typed}, follow=True).content.decode()
    assert "price" in page
    assert revision.bom_lines.get().unit_price is None


def test_nobody_else_sets_a_price(owner: User, strangers: Client, visitor: Client) -> None:
    revision = make_mesh(owner)
    assert strangers.post("/builds/case/revisions/1/lots/0/price/", {"price": "1"}).status_code == 404
    assert visitor.post("/builds/case/revisions/1/lots/0/price/", {"price": "1"}).status_code == 302
    assert revision.bom_lines.get().unit_price is None


def test_a_part_of_the_catalogue_takes_no_price_of_its_owners(owner: User, owners: Client) -> None:
    line = make_line(make_revision(make_build(owner, slug="crane")))
    owners.post("/builds/crane/revisions/1/lots/0/price/", {"price": "9"})
    line.refresh_from_db()
    assert line.unit_price == Decimal("0.1200")


def test_a_picture_that_came_in_the_file_stands_until_ours_is_drawn(owner: User, owners: Client) -> None:
    revision = make_revision(make_build(owner, "Crane", slug="crane"), state="working")
    for kind in ("picture", "thumbnail"):
        make_asset(revision, kind, b"theirs", given=True)
    assert "Crane, the picture that came in the file" in owners.get("/builds/crane/").content.decode()
    assert owners.get("/me/").content.decode().count("thumbnail.png") == 1
    revision.assets.update(facts={"pictures": 2})
    assert "Crane, seen from a corner" in owners.get("/builds/crane/").content.decode()
