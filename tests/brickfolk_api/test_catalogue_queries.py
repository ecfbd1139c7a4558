"""Lists within lists of the catalogue: as many queries for twenty rows as for two, and the right rows in each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from parts.models import Part, Set
from tests.brickfolk_api.catalogue_world import BLUE, RED, boxed_set, furnish, hold, seen
from tests.brickfolk_api.conftest import Ask
from tests.factories import make_line, make_part, make_published

PARTS = """query($first: Int!) { colour(number: "990001") { parts(first: $first) {
  nodes { part { number %s } } } } }"""
FIELDS = {
    "numbers { system number rule evidence }": 1,
    "category { name }": 1,
    "elements(first: 5) { nodes { number colour { name numbers { number } } } }": 3,
    "colours(first: 5) { nodes { setCount colour { name } part { number } elements { number } } }": 3,
    "colours(first: 5) { totalCount }": 2,
    "relations(first: 5) { nodes { kind child { number } parent { number } colour { name } } }": 2,
    "relations(first: 5, kind: PRINT, asChild: false) { totalCount nodes { kind } }": 2,
    "sets(first: 5) { nodes { quantity set { name theme { name } inventory { number } } } }": 2,
    "minifigs(first: 5) { nodes { quantity minifig { name inventory { version } } } }": 1,
    "builds(first: 5) { nodes { build { slug owner { name } } uses { quantity colour { name } } } }": 4,
    "priceHistory(last: 50) { day median { amount } }": 1,
    "mergedInto { number }": 0,
    "pictureUrl modelUrl path": 0,
}


@pytest.fixture
def many(db: None) -> list[Part]:
    return [furnish(f"zq{n:02}", f"Zed {n:02}", shelf="Zed shelf") for n in range(20)]


@pytest.mark.parametrize(("fields", "queries"), FIELDS.items())
def test_twenty_parts_cost_as_many_queries_as_two(
    ask: Ask, many: list[Part], ada: User, fields: str, queries: int
) -> None:
    build = make_published(ada, "Crane")
    assert build.shown_revision is not None
    for part in many:
        make_line(build.shown_revision, part=part)
        seen(part, "0.1000", date(2026, 1, 1))
    counts = []
    for first in (2, 20):
        given = {"first": first}
        ask(PARTS % "", given)  # what is asked once a process is not counted
        with CaptureQueriesContext(connection) as plain:
            ask(PARTS % "", given)
        with CaptureQueriesContext(connection) as whole:
            answer = ask(PARTS % fields, given)
        assert "errors" not in answer
        assert len(answer["data"]["colour"]["parts"]["nodes"]) == first
        counts.append(len(whole) - len(plain))
    assert counts == [queries, queries]


def test_each_row_gets_its_own_rows_in_its_own_order(ask: Ask, many: list[Part]) -> None:
    for n, part in enumerate(many):
        part.colours.filter(colour__number=RED).update(set_count=n)
    fields = """colours(first: 1) { totalCount nodes { setCount } pageInfo { hasNextPage endCursor } }
      sets { nodes { set { name } } }"""
    rows = [row["part"] for row in ask(PARTS % fields, {"first": 20})["data"]["colour"]["parts"]["nodes"]]
    assert {row["number"]: row["colours"]["nodes"][0]["setCount"] for row in rows} == {
        f"zq{n:02}": max(n, 5) for n in range(20)
    }
    assert all(row["colours"]["totalCount"] == 2 and row["colours"]["pageInfo"]["hasNextPage"] for row in rows)
    assert {row["number"]: row["sets"]["nodes"][0]["set"]["name"] for row in rows} == {
        f"zq{n:02}": f"Set of zq{n:02}" for n in range(20)
    }


def test_lists_of_many_rows_page_forward_and_backward(ask: Ask, many: list[Part]) -> None:
    for part in many[:2]:
        for n in range(3):
            hold(Set.objects.create(number=f"8{part.pk}{n}-1", name=f"Zed {n}", year=1990 + n), part, 1)
    sets = "sets(first: 3, after: $after, last: null) { nodes { set { year } } pageInfo { endCursor hasNextPage } }"
    query = """query($id: ID!, $after: String) { part(id: $id) { %s } }"""
    answer = ask(query % sets, {"id": f"Part:{many[0].pk}"})["data"]["part"]["sets"]
    assert [row["set"]["year"] for row in answer["nodes"]] == [2020, 1992, 1991]
    rest = ask(query % sets, {"id": f"Part:{many[0].pk}", "after": answer["pageInfo"]["endCursor"]})
    assert [row["set"]["year"] for row in rest["data"]["part"]["sets"]["nodes"]] == [1990]
    back = PARTS % "sets(last: 2) { nodes { set { year } } pageInfo { hasPreviousPage } }"
    rows = [row["part"] for row in ask(back, {"first": 20})["data"]["colour"]["parts"]["nodes"]]
    shown = {row["number"]: [node["set"]["year"] for node in row["sets"]["nodes"]] for row in rows}
    assert (shown["zq00"], shown["zq02"]) == ([1991, 1990], [2020])


def test_sets_may_be_those_of_one_colour(ask: Ask, many: list[Part]) -> None:
    box = Set.objects.create(number="801-1", name="Zed blue box", year=1980)
    hold(box, many[0], 8, BLUE)
    query = (
        "query($id: ID!, $colour: Int) { part(id: $id) { sets(colour: $colour) { nodes { quantity set { name } } } } }"
    )
    found = ask(query, {"id": f"Part:{many[0].pk}", "colour": BLUE})["data"]["part"]["sets"]["nodes"]
    assert found == [{"quantity": 8, "set": {"name": "Zed blue box"}}]
    assert ask(query, {"id": f"Part:{many[0].pk}", "colour": -1})["data"]["part"]["sets"]["nodes"] == []


def test_relations_may_be_those_of_one_side(ask: Ask, many: list[Part]) -> None:
    query = """query($id: ID!, $child: Boolean) { part(id: $id) {
      relations(asChild: $child) { nodes { kind child { number } parent { number } } } } }"""
    for child, kind in ((True, "MOULD"), (False, "PRINT")):
        found = ask(query, {"id": f"Part:{many[0].pk}", "child": child})["data"]["part"]["relations"]["nodes"]
        assert [row["kind"] for row in found] == [kind]


def test_a_merged_part_names_the_one_that_stands_for_it(ask: Ask, many: list[Part]) -> None:
    old = make_part("zold", merged_into=many[0])
    found = ask("query($id: ID!) { part(id: $id) { mergedInto { number } } }", {"id": f"Part:{old.pk}"})
    assert found["data"]["part"] == {"mergedInto": {"number": "zq00"}}


def test_a_draft_that_uses_a_part_is_seen_by_its_owner_alone(
    ask: Ask, many: list[Part], make_build: Callable[..., Any], ada: User, ben: User, token_of: Any
) -> None:
    draft = make_build(ada, "hidden", state="draft", lots=0)
    make_line(draft.revisions.get(), part=many[0], position=1)
    query = "query($id: ID!) { part(id: $id) { builds { totalCount nodes { build { slug } uses { quantity } } } } }"
    given = {"id": f"Part:{many[0].pk}"}
    for token in ("", token_of(ben)):
        assert ask(query, given, token=token)["data"]["part"]["builds"] == {"totalCount": 0, "nodes": []}
    assert ask(query, given, token=token_of(ada))["data"]["part"]["builds"]["nodes"] == [
        {"build": {"slug": "hidden"}, "uses": [{"quantity": 4}]}
    ]


def test_sets_with_their_inventories_cost_as_many_queries_however_many_there_are(ask: Ask, many: list[Part]) -> None:
    boxed_set(many[0])
    query = """query($id: ID!, $first: Int) { part(id: $id) { sets(first: $first) { nodes { set {
      theme { parent { name } }
      inventory { lines(first: 5) { totalCount nodes { part { category { name } } colour { name } } }
        minifigs { nodes { minifig { inventory { lines(first: 2) { nodes { quantity } } } } } }
        sets { nodes { set { inventory { version } } } } } } } } } }"""
    for n in range(8):
        hold(Set.objects.create(number=f"7{n}-1", name="Zed", year=1970), many[0], 1)
    counts = []
    for first in (2, 10):
        with CaptureQueriesContext(connection) as captured:
            answer = ask(query, {"id": f"Part:{many[0].pk}", "first": first})
        assert "errors" not in answer
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_thousand_references_cost_as_many_queries_as_two(ask: Ask, many: list[Part]) -> None:
    query = """query($references: [PartReference!]!) { identify(references: $references) {
      confidence part { number } colour { number } evidence { rule message } candidates { score part { number } } } }"""
    counts = []
    for times in (1, 500):
        references = [{"number": "zq00", "colour": "4"}, {"number": "zq07.dat", "name": "anything"}] * times
        with CaptureQueriesContext(connection) as captured:
            answer = ask(query, {"references": references})
        assert [row["part"]["number"] for row in answer["data"]["identify"]] == ["zq00", "zq07"] * times
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 4
