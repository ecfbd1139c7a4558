"""Pages of lists: nothing twice, nothing left out, never more than the cap."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from brickfolk_api.keysets import MOST
from builds.models import BomLine, Build
from parts.models import Minifig, Set

BOM = """query($slug: String!, $first: Int, $after: String, $last: Int, $before: String, $order: BomOrder) {
  build(slug: $slug) { revision { bom(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { name quantity position } } } } }"""


@pytest.mark.parametrize("order", ["POSITION", "QUANTITY_DESC", "NAME"])
def test_paging_forward_gives_each_row_once_in_order(
    ask: Any, make_build: Callable[..., Build], ada: User, order: str
) -> None:
    make_build(ada, "long", lots=37)
    seen: list[dict[str, Any]] = []
    after = None
    while True:
        answer = ask(BOM, {"slug": "long", "first": 10, "after": after, "order": order})
        bom = answer["data"]["build"]["revision"]["bom"]
        assert bom["totalCount"] == 37
        seen += bom["nodes"]
        if not bom["pageInfo"]["hasNextPage"]:
            break
        after = bom["pageInfo"]["endCursor"]
    assert sorted(row["position"] for row in seen) == list(range(37))
    if order == "QUANTITY_DESC":
        assert [(-row["quantity"], row["position"]) for row in seen] == sorted(
            (-r["quantity"], r["position"]) for r in seen
        )


def test_paging_backward_gives_the_same_rows(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    make_build(ada, "long", lots=25)
    tail = ask(BOM, {"slug": "long", "last": 10})["data"]["build"]["revision"]["bom"]
    assert [row["position"] for row in tail["nodes"]] == list(range(15, 25))
    before = ask(BOM, {"slug": "long", "last": 10, "before": tail["pageInfo"]["startCursor"]})
    rows = before["data"]["build"]["revision"]["bom"]
    assert [row["position"] for row in rows["nodes"]] == list(range(5, 15))
    assert rows["pageInfo"]["hasPreviousPage"] is True


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"first": MOST + 1}, "PAGE_SIZE"),
        ({"first": -1}, "PAGE_SIZE"),
        ({"first": 5, "last": 5}, "FIRST_OR_LAST"),
        ({"after": "nonsense"}, "BAD_CURSOR"),
        ({"after": base64.urlsafe_b64encode(json.dumps([[1]]).encode()).decode()}, "BAD_CURSOR"),
        ({"after": base64.urlsafe_b64encode(json.dumps(["x"]).encode()).decode()}, "BAD_CURSOR"),
        ({"before": base64.urlsafe_b64encode(b'[{"a": 1}]').decode()}, "BAD_CURSOR"),
    ],
)
def test_bad_paging_is_refused_by_code(
    ask: Any, make_build: Callable[..., Build], ada: User, arguments: dict[str, Any], code: str
) -> None:
    make_build(ada, "short")
    answer = ask(BOM, {"slug": "short", **arguments})
    assert answer["errors"][0]["extensions"]["code"] == code


def test_a_parts_list_costs_the_same_queries_however_long_it_is(
    ask: Any, make_build: Callable[..., Build], ada: User, django_assert_max_num_queries: Any
) -> None:
    make_build(ada, "short", lots=2)
    make_build(ada, "long", lots=100)
    query = """query($slug: String!) { build(slug: $slug) { owner { name } tags revision { bom(first: 100) {
      totalCount nodes { part { number category { name } numbers { system number } }
        colour { name numbers { number } } } } } } }"""
    counts = []
    for slug in ("short", "long"):
        with django_assert_max_num_queries(12) as captured:
            answer = ask(query, {"slug": slug})
        assert "errors" not in answer
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert BomLine.objects.count() == 102


def test_sets_and_figures_that_are_listed_whole_are_found_in_two_queries(
    ask: Any, make_build: Callable[..., Build], ada: User, django_assert_max_num_queries: Any
) -> None:
    Set.objects.create(number="10019-1", name="Rebel Blockade Runner")
    Minifig.objects.create(number="fig-000001", name="Driver")
    lots = make_build(ada, "whole", lots=60).revisions.get().bom_lines
    for item, named in (("set", {0: "10019", 1: "99-1"}), ("minifig", {2: "fig-000001", 3: "sw0001"})):
        for position, reference in named.items():
            lots.filter(position=position).update(item=item, reference=reference, part=None)
    lots.filter(position=4).update(reference="10019")
    query = """query { build(slug: "whole") { revision { bom(first: 100) {
      nodes { item part { number } %s } } } } }"""
    with django_assert_max_num_queries(20) as without:
        ask(query % "name")
    with django_assert_max_num_queries(len(without) + 2):
        answer = ask(query % "set { number name } minifig { number name }")
    nodes = answer["data"]["build"]["revision"]["bom"]["nodes"]
    assert nodes[0]["set"] == {"number": "10019-1", "name": "Rebel Blockade Runner"}
    assert nodes[2]["minifig"] == {"number": "fig-000001", "name": "Driver"}
    assert sum(node["set"] is None and node["minifig"] is None for node in nodes) == 58
