"""What parts of a builder's own cost goes along: to new revisions, to remixes, and with the build's zip elsewhere."""

import json
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from accounts.models import User
from builds.models import Build, Revision
from builds.services import importing
from builds.services.bill import CountedLot, store_bill
from builds.services.exporting import export_chunks, export_of
from builds.services.own_pricing import set_own_price
from builds.services.run import begin
from builds.tasks import import_build
from common.files import keep
from tests.brickcore.bundles.bundle_samples import CAR, bundled, entry, told

PLAIN: dict[str, Any] = {"pieces": [], "sources": [], "notices": []}
CASE = CountedLot("custom-case", 16, 3, "case", system="custom", **PLAIN)
LID = CountedLot("custom-lid", 16, 1, "lid", system="custom", **PLAIN)


@pytest.fixture
def revision(owner: User, make_build: Callable[..., Build]) -> Revision:
    return make_build(owner, ready=False).revisions.get()


def derive(revision: Revision, *lots: CountedLot) -> dict[str, Decimal | None]:
    """Each lot's own price, after the lots were made anew."""
    Revision.objects.filter(pk=revision.pk).update(state="waiting")
    begun = begin(revision.pk)
    assert begun is not None
    store_bill(begun[0], lots)
    revision.refresh_from_db()
    return {line.reference: line.own_price for line in revision.bom_lines.all()}


def price(revision: Revision, by: User, reference: str, amount: str | None) -> None:
    line = revision.bom_lines.select_related("revision").get(reference=reference)
    set_own_price(line=line, by=by, price=Decimal(amount) if amount else None)
    revision.refresh_from_db()


def moved(build: Build, owner: User) -> Build:
    given = importing.start_import(owner=owner, file_name="car.zip", file=keep(exported(build, owner)))
    import_build(import_id=given.pk)
    given.refresh_from_db()
    assert given.build is not None
    return given.build


def exported(build: Build, viewer: User) -> bytes:
    return b"".join(export_chunks(export_of(build, viewer)))


def test_a_zip_brings_each_revisions_prices_along(owner: User, revision: Revision) -> None:
    derive(revision, CASE, LID)
    price(revision, owner, "custom-case", "1.25")
    second = Revision.objects.create(build=revision.build, number=2, file=revision.file, file_name="case.stl")
    assert derive(second, CASE) == {"custom-case": Decimal("1.25")}
    price(second, owner, "custom-case", "2")
    first, again = moved(revision.build, owner).revisions.order_by("number")
    assert derive(first, CASE, LID) == {"custom-case": Decimal("1.25"), "custom-lid": None}
    assert derive(again, CASE) == {"custom-case": Decimal(2)}
    assert first.estimate is not None
    assert first.estimate["total"] == "3.75"


def test_the_manifest_names_the_lot_and_the_price(owner: User, revision: Revision) -> None:
    derive(revision, CASE)
    price(revision, owner, "custom-case", "1.25")
    with ZipFile(BytesIO(exported(revision.build, owner))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["revisions"][0]["own_prices"] == [
        {"system": "custom", "reference": "custom-case", "reference_colour": "16", "price": "1.2500"}
    ]


def test_a_price_that_was_taken_away_stays_away(owner: User, revision: Revision) -> None:
    derive(revision, CASE)
    price(revision, owner, "custom-case", "1.25")
    second = Revision.objects.create(build=revision.build, number=2, file=revision.file, file_name="case.stl")
    derive(second, CASE)
    price(second, owner, "custom-case", None)
    third = Revision.objects.create(build=revision.build, number=3, file=revision.file, file_name="case.stl")
    assert derive(second, CASE) == derive(third, CASE) == {"custom-case": None}
    assert derive(revision, CASE) == {"custom-case": Decimal("1.25")}
    copies = moved(revision.build, owner).revisions.order_by("number")
    assert [derive(copy, CASE)["custom-case"] for copy in copies] == [Decimal("1.25"), None, None]


def test_a_revision_records_nothing_of_lots_that_it_has_not(owner: User, revision: Revision) -> None:
    derive(revision, CASE, LID)
    price(revision, owner, "custom-lid", "9")
    second = Revision.objects.create(build=revision.build, number=2, file=revision.file, file_name="case.stl")
    derive(second, CASE)
    assert second.own_prices == []


@pytest.mark.parametrize(
    "wrong",
    [{"price": 1.25}, {"price": "a lot"}, {"price": "NaN"}, {"price": "-1"}, {"price": "1e999999999"}, {"price": "0"},
     {"system": "x" * 13}, {"reference": None}, {"reference_colour": 16}],
)  # fmt: skip
def test_what_is_no_price_is_left_out(stranger: User, wrong: dict[str, Any]) -> None:
    sound = {"system": "custom", "reference": "custom-case", "reference_colour": "16", "price": "1.25"}
    revision = {"number": 1, "file": entry("revisions/1/car.ldr", CAR), "own_prices": [sound | wrong, sound]}
    given = importing.start_import(
        owner=stranger, file_name="a.zip", file=keep(bundled(told(attachments=[], revisions=[revision])))
    )
    import_build(import_id=given.pk)
    given.refresh_from_db()
    assert given.build is not None
    assert given.build.revisions.get().own_prices == [sound | {"price": "1.2500"}]


def test_an_older_zip_names_none(stranger: User) -> None:
    given = importing.start_import(owner=stranger, file_name="a.zip", file=keep(bundled()))
    import_build(import_id=given.pk)
    given.refresh_from_db()
    assert given.build is not None
    assert given.build.revisions.get().own_prices is None
