"""The report on a build's page: what it asks its builder, how an answer comes back, and its JSON."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import BomLine, Revision, Settlement
from builds.selectors import notice_key, report_of
from parts.models import Part, PartNumber, System
from tests.factories import (
    make_build,
    make_colour,
    make_line,
    make_part,
    make_published,
    make_revision,
    make_unknown_line,
)
from web.present.rules import RULES

BENT = {
    "code": "BENT_PART", "severity": "note", "message": "12 segments are one hose.", "file": "arm.ldr", "line": 88,
    "hint": "", "parts": ["755"], "count": 1,
}  # fmt: skip
TWICE = {
    "code": "ALTERNATIVES", "severity": "warning", "message": "Two models stand side by side.", "file": "a.mpd",
    "line": 1, "hint": "Upload one of them.", "parts": [], "count": 1,
}  # fmt: skip
COLUMNS = {
    "code": "COLUMNS_READ",
    "severity": "note",
    "message": "“Part” as LDraw numbers.",
    "file": "a.csv",
    "line": 1,
}
TABLE = {
    "head": 1, "headings": ["Part", "Qty"], "samples": [["3001", "2"]], "parts": {"ldraw": 0}, "colours": {},
    "quantity": 1,
}  # fmt: skip


@pytest.fixture
def revision(owner: User) -> Revision:
    found = make_revision(make_build(owner), notices=[BENT, TWICE])
    make_line(found)
    part = make_part("2432", "Tile 1 x 2 with Handle", "Tile")
    candidate = {"part_id": part.pk, "number": "2432", "name": part.name, "score": "0.82", "reason": "name"}
    make_unknown_line(found, candidates=[candidate], place={"file": "engine.ldr", "line": 412})
    return found


def unknown(revision: Revision) -> BomLine:
    return revision.bom_lines.get(reference="engine-grille-x")


def address(revision: Revision, key: str = "") -> str:
    return f"/builds/{revision.build.slug}/revisions/{revision.number}/" + (f"report/{key}/" if key else "")


def settle(client: Client, revision: Revision, htmx: bool = False, **given: Any) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address(revision, f"lot-{unknown(revision).pk}"), given, headers=headers)


def test_columns_that_were_guessed_can_be_accepted_or_chosen(owners: Client, owner: User) -> None:
    guessed = COLUMNS | {"code": "COLUMNS_GUESSED", "severity": "warning"}
    found = make_revision(make_build(owner), notices=[guessed], format="csv", stage_figures={"read": {"table": TABLE}})
    make_line(found)
    page = owners.get(address(found)).content.decode()
    assert re.search(rf'href="{address(found)}columns/">Choose the columns</a><button [^>]*value="accepted"', page)


def test_an_unknown_part_is_asked_for_with_its_place_and_its_candidates(owners: Client, revision: Revision) -> None:
    page = owners.get(address(revision)).content.decode()
    assert "No part is called engine-grille-x" in page
    assert "engine.ldr, line 412 · 2 × Red" in page
    assert "sure 4 of 5" in page
    assert "its name is alike" in page
    assert "Use Tile 1 x 2 with Handle" in page
    assert re.search(r'href="/how-numbers-are-made/#rule-bent">bent parts</a> · arm.ldr, line 88', page)
    assert "4 of 6 parts are known." in page
    assert re.findall(r">(To settle|Settled|Applied|All) <span>(\d+)</span>", page) == [
        ("To settle", "2"), ("Applied", "1"), ("All", "3"),
    ]  # fmt: skip


def test_every_rule_that_a_report_links_to_is_explained(visitor: Client) -> None:
    page = visitor.get("/how-numbers-are-made/").content.decode()
    assert [rule.anchor for rule in RULES if f'id="rule-{rule.anchor}"' not in page] == []


@pytest.mark.parametrize(("shown", "items"), [("look", 2), ("note", 1), ("settled", 3), ("", 3), ("<x>", 3)])
def test_a_filter_shows_one_state_and_all_where_it_has_none(
    owners: Client, revision: Revision, shown: str, items: int
) -> None:
    page = owners.get(address(revision), {"report": shown}).content.decode()
    assert page.count('<article class="report__item') == items


def test_choosing_a_part_without_a_script_comes_back_to_the_report(owners: Client, revision: Revision) -> None:
    part = Part.objects.get(number="2432")
    response = settle(owners, revision, choice="part", part=part.pk, report="look")
    assert (response.status_code, response.headers["Location"]) == (302, f"{address(revision)}?report=look#report")
    assert unknown(revision).part == part
    page = owners.get(address(revision)).content.decode()
    assert "engine-grille-x is Tile 1 x 2 with Handle" in page
    assert "You settled it on" in page
    assert "All 6 parts are known." in page


def test_choosing_a_part_in_place_brings_report_list_and_sum(owners: Client, revision: Revision) -> None:
    response = settle(owners, revision, htmx=True, choice="part", part=Part.objects.get(number="2432").pk)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count('<section class="panel section" id="report"') == 1
    assert 'id="estimate" hx-swap-oob="true"' in page
    assert 'id="bom" hx-swap-oob="true"' in page
    assert "Settled. Your answer is remembered for the next upload." in page
    assert "<html" not in page


def test_a_number_may_be_typed_of_whatever_system(owners: Client, revision: Revision) -> None:
    part = make_part("3020", "Plate 2 x 4")
    PartNumber.objects.create(part=part, system=System.BRICKLINK, number="bl77", evidence="test")
    settle(owners, revision, choice="part", number="BL77", part=Part.objects.get(number="2432").pk)
    assert unknown(revision).part == part  # what was typed goes before what was chosen


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("number", ["nothing-such", "x\0y", "'; DROP TABLE", "9" * 64])
def test_a_number_that_is_none_is_said_beside_its_field(
    owners: Client, revision: Revision, number: str, htmx: bool
) -> None:
    response = settle(owners, revision, htmx=htmx, choice="part", number=number)
    assert response.status_code == (200 if htmx else 422)
    page = response.content.decode()
    assert "No part has the number" in page
    assert page.count('aria-invalid="true"') == 1
    assert (unknown(revision).answer, Settlement.objects.count()) == ("", 0)


def test_the_address_of_a_refused_form_leads_back(owners: Client, revision: Revision) -> None:
    response = owners.get(address(revision, f"lot-{unknown(revision).pk}"))
    assert (response.status_code, response.headers["Location"]) == (302, f"{address(revision)}#report")


def test_an_unknown_colour_is_chosen_by_name(owners: Client, revision: Revision) -> None:
    make_colour(1, "Blue")
    line = make_line(revision, colour=None, reference="3002", reference_colour="999")
    assert 'list="report-colours"' in owners.get(address(revision)).content.decode()
    given = {"choice": "part", "part": line.part_id, "colour": "blue"}
    owners.post(address(revision, f"lot-{line.pk}"), given)
    line.refresh_from_db()
    assert (line.colour and line.colour.name, line.answer) == ("Blue", "part")


def test_a_colour_that_is_none_is_refused(owners: Client, revision: Revision) -> None:
    response = settle(owners, revision, choice="accepted", colour="no such\0colour")
    assert response.status_code == 422
    assert unknown(revision).answer == ""


def test_an_optional_lot_is_said_wherever_its_price_is_missing(owners: Client, revision: Revision) -> None:
    line = revision.bom_lines.get(reference="3001")
    owners.post(address(revision, f"lot-{line.pk}"), {"choice": "optional"})
    page = owners.get(address(revision)).content.decode()
    assert "optional, not in the sum" in page
    assert "1 optional lot is not in the sum." in page
    assert "All 2 lots, 1 without a price, 1 optional and not in the sum" in page


def test_undo_asks_again(owners: Client, revision: Revision) -> None:
    settle(owners, revision, choice="accepted")
    assert "is kept as a part of one’s own" in owners.get(address(revision)).content.decode()
    settle(owners, revision, choice="undo")
    assert (unknown(revision).answer, Settlement.objects.count()) == ("", 0)


def test_a_warning_is_accepted_and_remembered(owners: Client, owner: User, revision: Revision) -> None:
    key = f"notice-{notice_key(TWICE)}"
    owners.post(address(revision, key), {"choice": "accepted"})
    page = owners.get(address(revision), {"report": "settled"}).content.decode()
    assert "Two models stand side by side." in page
    assert Settlement.objects.get(owner=owner).reference == "alternatives"
    owners.post(address(revision, key), {"choice": "undo"})
    assert Settlement.objects.count() == 0
    assert "It is meant so" in owners.get(address(revision)).content.decode()


@pytest.mark.parametrize("key", ["lot-0", "lot-99999999999999999999", "lot-x", "notice-0", "other-1", "lot"])
def test_what_is_not_in_the_report_is_not_found(owners: Client, revision: Revision, key: str) -> None:
    assert owners.post(address(revision, key), {"choice": "accepted"}).status_code == 404


def test_a_lot_of_another_build_is_not_settled_here(owners: Client, owner: User, revision: Revision) -> None:
    other = make_unknown_line(make_revision(make_build(owner)))
    assert owners.post(address(revision, f"lot-{other.pk}"), {"choice": "accepted"}).status_code == 404
    other.refresh_from_db()
    assert other.answer == ""


def test_others_see_the_report_without_its_forms(visitor: Client, strangers: Client, owner: User) -> None:
    build = make_published(owner)
    found = build.shown_revision
    assert found is not None
    line = make_unknown_line(found)
    for client, status in ((visitor, 302), (strangers, 403)):
        page = client.get(address(found)).content.decode()
        assert "No part is called engine-grille-x" in page
        assert '<form class="report__do' not in page
        assert client.post(address(found, f"lot-{line.pk}"), {"choice": "accepted"}).status_code == status
    line.refresh_from_db()
    assert line.answer == ""


def test_fifty_unknown_parts_with_candidates_cost_no_more_queries(
    owners: Client, owner: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    revision = make_revision(make_build(owner))
    for at in range(50):
        part = make_part(f"c{at}", f"Candidate {at}")
        candidate = {"part_id": part.pk, "number": part.number, "name": part.name, "score": "0.7", "reason": "name"}
        make_unknown_line(revision, reference=f"u{at}", candidates=[candidate])
    with django_assert_max_num_queries(18):  # 2 for who asks, 12 for the page as all see it, 2 for what is theirs
        page = owners.get(address(revision)).content.decode()
    assert page.count('class="candidate"') == 50


def test_the_report_for_programs(owners: Client, visitor: Client, revision: Revision) -> None:
    told = owners.get(f"{address(revision)}report.json").json()
    assert told["counts"] == {"look": 2, "settled": 0, "note": 1}
    part = Part.objects.get(number="2432")
    assert told["items"][0] == {
        "kind": "lot", "code": "UNKNOWN_PART", "state": "look", "message": "No part is called engine-grille-x",
        "file": "engine.ldr", "line": 412, "hint": "", "count": 1, "references": ["engine-grille-x"], "rule": None,
        "lot": {"position": 1, "quantity": 2}, "settlement": None,
        "candidates": [
            {"part": part.pk, "number": "2432", "name": part.name, "confidence": 0.82, "reason": "its name is alike"}
        ],
    }  # fmt: skip
    assert told["items"][2]["rule"] == "http://testserver/how-numbers-are-made/#rule-bent"
    assert visitor.get(f"{address(revision)}report.json").status_code == 404


def test_columns_of_a_table_are_chosen_for_the_next_revision(owners: Client, owner: User, strangers: Client) -> None:
    revision = make_revision(
        make_build(owner), format="csv", notices=[COLUMNS], stage_figures={"read": {"table": TABLE}}
    )
    make_line(revision)
    columns = f"{address(revision)}columns/"
    assert f'href="{columns}"' in owners.get(address(revision)).content.decode()
    page = owners.get(columns).content.decode()
    assert '<option value="0" selected>Part, such as 3001</option>' in page
    given = {"part": 1, "system": "bricklink", "quantity": 0, "colour": "", "colour_system": "", "head": 1}
    response = owners.post(columns, given)
    assert response.headers["Location"] == f"/builds/{revision.build.slug}/revisions/2/"
    assert revision.build.revisions.get(number=2).reading["columns"]["system"] == "bricklink"
    assert strangers.get(columns).status_code == 404


@pytest.mark.parametrize(
    "changed", [{"part": "x"}, {"part": "10**9"}, {"system": "ebay"}, {"quantity": "0"}, {"head": "-1"}, {"head": "99"}]
)
def test_columns_that_cannot_be_are_said_beside_their_field(owners: Client, owner: User, changed: Any) -> None:
    revision = make_revision(make_build(owner), format="csv", stage_figures={"read": {"table": TABLE}})
    given = {"part": 0, "system": "ldraw", "quantity": 1, "colour": "", "colour_system": "", "head": 1} | changed
    response = owners.post(f"{address(revision)}columns/", given)
    assert response.status_code == 422
    assert 'class="field__error"' in response.content.decode()
    assert revision.build.revisions.count() == 1


def test_suggested_parts_bring_their_numbers(visitor: Client, owner: User) -> None:
    make_part("2432", "Tile 1 x 2 with Handle", "Tile")
    page = visitor.get("/search/suggest/parts/", {"q": "tile 1 x 2"}).content.decode()
    assert 'data-number="2432"' in page
    assert visitor.get("/search/suggest/parts/", {"q": "\0"}).status_code == 200


def test_confidence_below_certainty_asks_whether_it_is_that_part(owners: Client, owner: User) -> None:
    revision = make_revision(make_build(owner))
    make_line(revision, confidence=Decimal("0.55"), evidence=[{"rule": "print", "message": "A print of 3001"}])
    page = owners.get(address(revision)).content.decode()
    assert "Is 3001 the part 3001?" in page
    assert "A print of 3001" in page
    assert "It is right as it stands" in page


def test_a_colour_of_the_files_own_is_not_called_unknown(revision: Revision) -> None:
    line = make_line(revision, colour=None, reference="3002", reference_colour=str(0x2FF8000))
    [item] = report_of(revision, [line]).items[:1]
    assert (item.code, item.message) == (
        "UNKNOWN_COLOUR", "#FF8000 is a colour of the file’s own; no part is sold in it",
    )  # fmt: skip
