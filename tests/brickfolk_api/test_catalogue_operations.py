"""The catalogue's documented operations: each answers exactly what its rows say."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from parts.models import CatalogueImport, CatalogueVersion, Minifig, Part, Set, Theme
from parts.selectors.search_vocabulary import forget_vocabulary
from parts.services.roles import CatalogueRole, grant_role
from parts.services.vocabulary import rebuild_vocabulary
from tests.brickfolk_api.catalogue_world import BLUE, RED, boxed_set, furnish, name_colour, seen
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import operation
from tests.factories import make_line, make_part, make_published


@pytest.fixture
def brick(db: None) -> Part:
    return furnish("z1", author="A. Builder", licence="CC BY 4.0", first_year=1999, last_year=2020, set_count=7)


def test_part_answers_all_that_the_catalogue_knows_of_it(ask: Ask, brick: Part, ada: User) -> None:
    build = make_published(ada, "Crane", slug="crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision, part=brick, colour=brick.colours.get(colour__number=RED).colour, quantity=6)
    answer = ask(operation("Part"), {"number": "z1old", "system": "BRICKLINK"})
    assert "errors" not in answer
    shown = answer["data"]["part"]
    assert [shown[name] for name in ("number", "kind", "author", "licence", "firstYear", "lastYear", "setCount")] == [
        "z1", "part", "A. Builder", "CC BY 4.0", 1999, 2020, 7,
    ]  # fmt: skip
    assert shown["numbers"] == [
        {"system": "BRICKLINK", "number": "z1old", "rule": "MOVED", "evidence": "a table"},
        {"system": "LDRAW", "number": "z1", "rule": "OWN", "evidence": "its file"},
    ]
    assert shown["pictureUrl"] == f"http://testserver/parts/{brick.pk}/picture/4.png?size=256"
    assert shown["modelUrl"] == f"http://testserver/parts/{brick.pk}/model/71.glb"
    assert shown["mergedInto"] is None
    assert [
        (row["colour"]["number"], row["setCount"], row["firstYear"], [e["number"] for e in row["elements"]])
        for row in shown["colours"]["nodes"]
    ] == [(BLUE, 5, 1999, [f"z1-{BLUE}"]), (RED, 2, 1999, [f"z1-{RED}"])]
    assert [(row["kind"], row["child"]["number"], row["parent"]["number"]) for row in shown["relations"]["nodes"]] == [
        ("MOULD", "z1", "z1b"),
        ("PRINT", "z1pb1", "z1"),
    ]
    assert shown["sets"]["totalCount"] == 1
    assert [(row["quantity"], row["set"]["year"]) for row in shown["sets"]["nodes"]] == [(3, 2020)]
    assert shown["minifigs"] == {"totalCount": 0, "nodes": []}
    assert shown["builds"]["nodes"] == [
        {"build": {"slug": "crane", "title": "Crane"}, "uses": [{"quantity": 6, "colour": {"name": "Zed red"}}]}
    ]


def test_part_prices_go_by_day_with_exact_medians(ask: Ask, brick: Part) -> None:
    first, second = date(2026, 1, 1), date(2026, 1, 2)
    for price, day in (("0.1000", first), ("0.1001", first), ("0.3000", second)):
        seen(brick, price, day)
    seen(brick, "0.0500", first, "used")
    days = ask(operation("PartPrices"), {"number": "z1"})["data"]["part"]["priceHistory"]
    assert [(row["day"], row["condition"], row["median"]["amount"], row["quantity"], row["count"]) for row in days] == [
        ("2026-01-01", "NEW", "0.10005", 20, 2), ("2026-01-01", "USED", "0.0500", 10, 1),
        ("2026-01-02", "NEW", "0.3000", 10, 1),
    ]  # fmt: skip
    assert (days[0]["low"], days[0]["high"]) == ({"amount": "0.1000"}, {"amount": "0.1001"})
    given = {"number": "z1", "condition": "NEW", "since": "2026-01-02"}
    assert len(ask(operation("PartPrices"), given)["data"]["part"]["priceHistory"]) == 1


def test_set_lists_its_inventory_page_by_page(ask: Ask, brick: Part) -> None:
    boxed_set(brick)
    first = ask(operation("Set"), {"number": "901", "first": 2})["data"]["set"]
    assert (first["number"], first["year"], first["partCount"]) == ("901-1", 1999, 7)
    assert first["theme"] == {"name": "Zed below", "parent": {"name": "Zed above"}}
    lines = first["inventory"]["lines"]
    assert lines["totalCount"] == 3
    after = lines["pageInfo"]["endCursor"]
    rest = ask(operation("Set"), {"number": "901-1", "first": 2, "after": after})["data"]["set"]["inventory"]["lines"]
    assert [
        (row["part"]["number"], row["colour"]["number"], row["quantity"], row["isSpare"])
        for row in lines["nodes"] + rest["nodes"]
    ] == [("z1", BLUE, 2, False), ("z1", RED, 4, False), ("z1", RED, 1, True)]
    assert rest["pageInfo"]["hasNextPage"] is False
    assert first["inventory"]["minifigs"]["nodes"] == [
        {"quantity": 2, "minifig": {"number": "fig-990001", "name": "Zed"}}
    ]
    assert first["inventory"]["sets"]["nodes"] == [{"quantity": 3, "set": {"number": "902-1", "name": "Zed inner"}}]
    assert ask(operation("Set"), {"number": "902"})["data"]["set"]["inventory"] is None


def test_minifig_lists_what_it_is_made_of(ask: Ask, brick: Part) -> None:
    boxed_set(brick)
    shown = ask(operation("Minifig"), {"number": "fig-990001"})["data"]["minifig"]
    assert (shown["name"], shown["partCount"]) == ("Zed", 1)
    assert shown["inventory"]["lines"]["nodes"] == [
        {"part": {"number": "z1", "name": "Brick Z"}, "colour": {"name": "Zed red"}, "quantity": 1}
    ]
    assert ask(operation("Minifig"), {"number": "fig-1"})["data"] == {"minifig": None}


def test_colour_lists_its_parts_by_how_many_sets_hold_them(ask: Ask, brick: Part) -> None:
    name_colour("rebrickable", "4711")
    other = furnish("z2", "Plate Z", shelf="Zed plates")
    other.colours.update(set_count=9)
    shown = ask(operation("Colour"), {"number": "4711", "system": "REBRICKABLE"})["data"]["colour"]
    assert (shown["number"], shown["name"]) == (RED, "Zed red")
    assert shown["numbers"] == [{"system": "REBRICKABLE", "number": "4711"}]
    assert [(row["part"]["number"], row["setCount"]) for row in shown["parts"]["nodes"]] == [("z2", 9), ("z1", 2)]
    given = {"number": "4711", "system": "REBRICKABLE", "category": "zed-plates"}
    assert ask(operation("Colour"), given)["data"]["colour"]["parts"]["totalCount"] == 1
    assert ask(operation("Colour"), {"number": "nothing"})["data"] == {"colour": None}


def test_search_sets_finds_by_number_and_by_words_page_by_page(ask: Ask, db: None) -> None:
    theme = Theme.objects.create(number=990_001, name="Zed")
    for number, count in (("901-1", 7), ("902-1", 900), ("903-1", 80)):
        Set.objects.create(number=number, name="Zedtower", year=1999, part_count=count, theme=theme)
    Set.objects.create(number="9021-1", name="Castle", year=2001)
    query = operation("SearchSets")
    assert [row["number"] for row in ask(query, {"text": "902"})["data"]["sets"]["nodes"]] == ["902-1", "9021-1"]
    first = ask(query, {"text": "zedtower", "first": 2})["data"]["sets"]
    assert (first["totalCount"], first["nodes"][0]) == (
        3, {"number": "902-1", "name": "Zedtower", "year": 1999, "partCount": 900, "theme": {"name": "Zed"}},
    )  # fmt: skip
    rest = ask(query, {"text": "zedtower", "first": 2, "after": first["pageInfo"]["endCursor"]})["data"]["sets"]
    assert [row["number"] for row in first["nodes"] + rest["nodes"]] == ["902-1", "903-1", "901-1"]
    assert ask(query, {"text": "", "theme": 990_001, "year": 2001})["data"]["sets"]["totalCount"] == 0


def test_search_minifigs_finds_by_words(ask: Ask, db: None) -> None:
    for number, name in (("fig-990001", "Zedpilot"), ("fig-990002", "Zedpilot, Blue Helmet"), ("fig-990003", "Cook")):
        Minifig.objects.create(number=number, name=name, part_count=4)
    found = ask(operation("SearchMinifigs"), {"text": "zedpilot"})["data"]["minifigs"]
    assert [row["number"] for row in found["nodes"]] == ["fig-990001", "fig-990002"]
    assert found["nodes"][0]["partCount"] == 4


@pytest.fixture
def fresh_words() -> Iterator[None]:
    """A process remembers the catalogue's words for a while; here they change at once."""
    yield
    forget_vocabulary()


def test_search_parts_says_how_it_took_the_words_and_how_to_narrow_it(ask: Ask, brick: Part, fresh_words: None) -> None:
    make_part("z2", "Zedplate with a print", shelf="Zed plates", kind="print")
    furnish("z3", "Zedplate", shelf="Zed plates")
    rebuild_vocabulary()
    forget_vocabulary()
    found = ask(operation("SearchParts"), {"text": "zedplaet"})["data"]["parts"]
    assert found["corrected"] == "zedplate"
    assert (found["totalCount"], found["nodes"][0]["number"]) == (4, "z3")
    assert found["facets"]["kinds"] == [{"key": "part", "count": 3}, {"key": "print", "count": 1}]
    assert {"key": "zed-plates", "name": "Zed plates", "count": 2} in found["facets"]["categories"]
    assert {"key": str(RED), "name": "Zed red", "rgb": "#B40000", "count": 1} in found["facets"]["colours"]
    assert ask(operation("SearchParts"), {"text": "zedplate"})["data"]["parts"]["corrected"] is None


def test_what_a_search_says_beside_its_parts_costs_one_query(ask: Ask, brick: Part) -> None:
    counts = []
    for more in ("", "totalCount", "totalCount corrected facets { sets kinds { count } colours { count } }"):
        query = f'{{ parts(text: "brick z") {{ nodes {{ number }} {more} }} }}'
        ask(query)
        with CaptureQueriesContext(connection) as captured:
            assert "errors" not in ask(query)
        counts.append(len(captured))
    assert (counts[1] - counts[0], counts[2] - counts[0]) == (1, 1)


def test_suggest_offers_what_may_be_meant(ask: Ask, brick: Part) -> None:
    Set.objects.create(number="901-1", name="Zedtower", part_count=90)
    tower = make_part("z7", "Zedtower top", shelf="Zed towers")
    found = ask(operation("Suggest"), {"text": "zedtow"})["data"]["suggest"]
    assert {"kind": "SET", "key": "901-1", "name": "Zedtower", "number": "901-1", "part": None} in found
    [part] = [row for row in found if row["kind"] == "PART"]
    assert (part["key"], part["number"]) == (f"Part:{tower.pk}", "z7")
    assert part["part"]["pictureUrl"] == f"http://testserver/parts/{tower.pk}/picture/71.png?size=64"
    assert len(ask(operation("Suggest"), {"text": "zedtow", "first": 1})["data"]["suggest"]) == 1
    assert ask(operation("Suggest"), {"text": "zed", "first": 21})["errors"][0]["extensions"]["code"] == "PAGE_SIZE"


def test_parts_may_be_those_of_one_kind_and_colour(ask: Ask, brick: Part) -> None:
    printed = make_part("z2", "Brick Z with a print", kind="print")
    query = """query($colour: Int, $kind: PartKind) {
      parts(text: "brick z", colour: $colour, kind: $kind) { nodes { number } } }"""
    assert ask(query, {"kind": "PRINT"})["data"]["parts"]["nodes"] == [{"number": printed.number}]
    assert ask(query, {"colour": RED})["data"]["parts"]["nodes"] == [{"number": "z1"}]
    assert ask(query, {"colour": RED, "kind": "PRINT"})["data"]["parts"]["nodes"] == []


def test_themes_stand_by_name_with_the_one_above(ask: Ask, brick: Part) -> None:
    boxed_set(brick)
    found = ask(operation("Themes"))["data"]["themes"]["nodes"]
    assert [row for row in found if row["name"].startswith("Zed")] == [
        {"number": 990_001, "name": "Zed above", "parent": None},
        {"number": 990_002, "name": "Zed below", "parent": {"name": "Zed above"}},
    ]


def test_identify_parts_answers_in_order_and_says_why(ask: Ask, brick: Part) -> None:
    name_colour("bricklink", "5")
    references = [
        {"number": "Z1.dat"},
        {"number": "z1old", "system": "BRICKLINK", "colour": "5"},
        {"number": "no-such-part", "name": "Brick Z with prints"},
    ]
    known, moved, unknown = ask(operation("IdentifyParts"), {"references": references})["data"]["identify"]
    assert (known["part"]["number"], known["confidence"], known["colour"]) == ("z1", 1.0, None)
    assert (moved["part"]["number"], moved["confidence"], moved["colour"]["number"]) == ("z1", 0.99, RED)
    assert (unknown["part"], unknown["confidence"]) == (None, 0.0)
    assert unknown["evidence"][0]["rule"] == "unknown"
    assert unknown["candidates"][0]["part"]["number"] == "z1pb1"


def test_catalogue_imports_tell_what_was_refused_and_why(ask: Ask, db: None) -> None:
    version = CatalogueVersion.objects.create(number=990_001, reason="a test")
    refused = [{"table": "elements.csv", "line": n, "reason": "no such part"} for n in range(2, 14)]
    CatalogueImport.objects.create(command="import_zed", source="old", finished_at="2026-01-01T00:00Z")
    CatalogueImport.objects.create(
        command="import_zed", source="new", added=3, changed=2, unchanged=1, rejected=12, rejections=refused,
        version=version,
    )  # fmt: skip
    answer = ask(operation("CatalogueImports"))["data"]
    new, old = answer["catalogueImports"]["nodes"][:2]
    assert answer["catalogueVersion"] == 990_001
    assert [new[name] for name in ("source", "added", "changed", "unchanged", "rejected", "catalogueVersion")] == [
        "new", 3, 2, 1, 12, 990_001,
    ]  # fmt: skip
    assert (len(new["rejections"]), new["rejections"][0]) == (10, refused[0])
    assert (old["source"], old["catalogueVersion"], new["finishedAt"]) == ("old", None, None)


def test_a_correction_is_proposed_by_one_and_settled_by_another(
    ask: Ask, brick: Part, ada: User, ben: User, token_of: Any
) -> None:
    grant_role(username="ada", role=CatalogueRole.EDITOR)
    grant_role(username="ben", role=CatalogueRole.REVIEWER)
    other = make_part("z9", "Brick Y")
    given = {"system": "BRICKLINK", "number": "Z1OLD", "part": f"Part:{other.pk}", "reason": "I hold both."}
    proposed = ask(operation("ProposeCorrection"), {"input": given}, token=token_of(ada))["data"]["proposeCorrection"]
    assert proposed["errors"] == []
    correction = proposed["correction"]
    assert correction == {
        "id": correction["id"], "system": "BRICKLINK", "number": "z1old", "state": "PROPOSED",
        "part": {"number": "z9"}, "was": {"number": "z1"},
    }  # fmt: skip
    review = operation("ReviewCorrection")
    own = ask(review, {"id": correction["id"], "accept": True}, token=token_of(ada))["data"]["acceptCorrection"]
    assert (own["correction"], own["errors"][0]["code"]) == (None, "NOT_A_REVIEWER")
    note = {"id": correction["id"], "accept": True, "note": "So it is."}
    accepted = ask(review, note, token=token_of(ben))["data"]
    assert accepted == {
        "acceptCorrection": {
            "correction": {
                "id": correction["id"], "state": "ACCEPTED", "reviewNote": "So it is.",
                "reviewedBy": {"username": "ben"},
            },
            "errors": [],
        }
    }  # fmt: skip
    meant = ask('{ part(number: "z1old", system: BRICKLINK) { number } }')["data"]["part"]
    assert meant == {"number": "z9"}
    again = ask(review, note | {"accept": False}, token=token_of(ben))["data"]["rejectCorrection"]
    assert again["errors"][0]["code"] == "CORRECTION_SETTLED"


def test_corrections_are_seen_by_reviewers_and_their_authors_alone(
    ask: Ask, brick: Part, ada: User, ben: User, token_of: Any
) -> None:
    grant_role(username="ada", role=CatalogueRole.EDITOR)
    given = {"system": "LDRAW", "number": "z77", "part": f"Part:{brick.pk}", "reason": "I hold both."}
    ask(operation("ProposeCorrection"), {"input": given}, token=token_of(ada))
    listed = operation("Corrections")
    mine = ask(listed, {"state": "PROPOSED"}, token=token_of(ada))["data"]["corrections"]["nodes"]
    assert [(row["number"], row["was"], row["proposedBy"]["username"]) for row in mine] == [("z77", None, "ada")]
    for token in ("", token_of(ben)):
        assert ask(listed, token=token)["data"]["corrections"]["totalCount"] == 0
    grant_role(username="ben", role=CatalogueRole.REVIEWER)
    assert ask(listed, token=token_of(ben))["data"]["corrections"]["totalCount"] == 1
    withdrawn = ask(operation("WithdrawCorrection"), {"id": mine[0]["id"]}, token=token_of(ada))["data"]
    assert withdrawn["withdrawCorrection"] == {"correction": {"state": "WITHDRAWN"}, "errors": []}


@pytest.mark.parametrize(
    ("scope", "code"), [(None, "UNAUTHENTICATED"), ("read", "SCOPE_MISSING"), ("write", "NOT_AN_EDITOR")]
)
def test_who_may_not_propose_changes_nothing(
    ask: Ask, brick: Part, ada: User, token_of: Any, scope: str | None, code: str
) -> None:
    given = {"system": "LDRAW", "number": "z77", "part": f"Part:{brick.pk}", "reason": "I hold both."}
    token = token_of(ada, scope) if scope else ""
    answer = ask(operation("ProposeCorrection"), {"input": given}, token=token)["data"]["proposeCorrection"]
    assert (answer["correction"], [error["code"] for error in answer["errors"]]) == (None, [code])
    assert not brick.corrections.exists()
