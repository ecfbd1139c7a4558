"""What a build's zip says to people: what is in it and what is not, who made it, and what they may do with it."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from accounts.models import User
from brickcore.bundles import Bundle, Credit
from builds.models import Settlement
from builds.services.export_texts import ONE_BUILD, licence_text
from builds.services.exporting import member_chunks
from parts.models import Colour, Part

MADE_AT = "2026-05-04T10:00:00+00:00"


@pytest.mark.parametrize(
    ("licence", "deed", "sale", "named", "alike"),
    [
        ("CC0-1.0", "publicdomain/zero/1.0", True, False, False),
        ("CC-BY-4.0", "licenses/by/4.0", True, True, False),
        ("CC-BY-SA-4.0", "licenses/by-sa/4.0", True, True, True),
        ("CC-BY-NC-4.0", "licenses/by-nc/4.0", False, True, False),
        ("CC-BY-NC-SA-4.0", "licenses/by-nc-sa/4.0", False, True, True),
    ],
)
def test_the_licence_is_named_with_its_address_and_terms(
    licence: str, deed: str, sale: bool, named: bool, alike: bool
) -> None:
    credit = Credit("Axle", "Axle Builder", "https://elsewhere.example/axle/", "CC0-1.0")
    text = licence_text(Bundle("Car", "builder", "https://here.example/car/", licence, credits=[credit]))
    lines = text.splitlines()
    assert lines[0] == "“Car” by builder, https://here.example/car/"
    assert lines[1].endswith(f"({licence}), https://creativecommons.org/{deed}/")
    assert f"https://creativecommons.org/{deed}/legalcode.en\n" in text
    assert ("also for sale" in text, "earn money" in text) == (sale, not sale)
    assert ("must name its author" in text, "under the same licence" in text) == (named, alike)
    assert lines[-1] == "From “Axle” by Axle Builder, https://elsewhere.example/axle/ (CC0-1.0)"


def test_what_does_not_travel_is_said() -> None:
    assert "Not in here" in ONE_BUILD
    assert "the pictures that Brickfolk draws" in ONE_BUILD
    assert max(map(len, ONE_BUILD.splitlines())) <= 120


def test_a_member_takes_the_remembered_answers_along(owner: User, stranger: User, brick: Part, red: Colour) -> None:
    for member in (owner, stranger):
        Settlement.objects.create(
            owner=member, system="ldraw", reference=f"x-{member.username}", what="part", part=brick, colour=red,
            made_at=MADE_AT,
        )  # fmt: skip
    with ZipFile(BytesIO(b"".join(member_chunks(owner)))) as archive:
        told = json.loads(archive.read("answers.json"))
    assert told == [
        {"system": "ldraw", "reference": "x-builder", "colour_system": "", "reference_colour": "", "what": "part",
         "part": "3001", "colour": 4, "made_at": MADE_AT, "by": None}
    ]  # fmt: skip
