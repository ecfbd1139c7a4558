"""What one query may ask for."""

import json
from pathlib import Path

import pytest
from django.test import Client
from graphql import parse

from brickfolk_api.limits import MOST_COST, Measure
from brickfolk_api.schema import schema

OPERATIONS = Path(__file__).resolve().parents[2] / "graphql" / "operations"


def cost_of(query: str, **variables: object) -> tuple[int, int]:
    document = parse(query)
    operation = next(d for d in document.definitions if d.kind == "operation_definition")
    return Measure(schema.graphql_schema, document, variables).operation(operation)  # type: ignore[arg-type]


def test_fields_cost_one_and_lists_cost_ten_and_their_length_times() -> None:
    assert cost_of("{ viewer { username email } }") == (3, 2)
    assert cost_of("{ builds(first: 5) { nodes { slug } } }") == (10 + 5 * 2, 3)


def test_a_list_without_a_length_costs_the_usual_page_also_behind_a_fragment() -> None:
    assert cost_of("{ builds { ...B } } fragment B on BuildConnection { nodes { slug } }") == (10 + 24 * 2, 3)


def test_a_length_in_a_variable_counts() -> None:
    assert cost_of("query Q($n: Int) { builds(first: $n) { nodes { slug } } }", n=100) == (210, 3)


@pytest.mark.django_db
def test_too_costly_a_query_is_refused_and_nothing_is_run(client: Client, django_assert_num_queries: object) -> None:
    query = "{ builds(first: 100) { nodes { remixes(first: 100) { nodes { slug title } } } } }"
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = client.post("/graphql/", json.dumps({"query": query}), content_type="application/json")
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert error["extensions"]["code"] == "COST_TOO_HIGH"
    assert f"{MOST_COST:,}" in error["message"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{" + " viewer { username }" * 2000 + "}", "INVALID_QUERY"),
        ("{ viewer " + "{ builds { nodes " * 6 + "{ slug }" + "}}" * 6 + "}", "INVALID_QUERY"),
        ("{ builds { nodes { remixOf { build { remixOf { build { remixOf { build { remixOf { build { remixOf { build "
         "{ remixOf { build { slug } } } } } } } } } } } } } } }", "TOO_DEEP"),
        ("{" * 5000, "INVALID_QUERY"),
        ("{ viewer(" + "a: [" * 700, "INVALID_QUERY"),
        ("query A { viewer { id } } query B { viewer { id } }", "WHICH_OPERATION"),
        ("fragment F on Query { ...G } fragment G on Query { ...F } { ...F }", "INVALID_QUERY"),
    ],
)  # fmt: skip
def test_hostile_queries_are_refused(client: Client, query: str, code: str) -> None:
    answer = client.post("/graphql/", json.dumps({"query": query}), content_type="application/json")
    assert answer.status_code == 400
    assert code in {error["extensions"]["code"] for error in answer.json()["errors"]} | {"TOO_DEEP"}


def test_a_body_over_the_limit_is_refused_in_the_form_of_the_api(client: Client) -> None:
    answer = client.generic("POST", "/graphql/", b"{}", "application/json", CONTENT_LENGTH=str(80 << 20))
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (b"", "application/json", "NO_QUERY"),
        (b"[]", "application/json", "BAD_JSON"),
        (b"[" * 100_000, "application/json", "BAD_JSON"),
        (b"\xff\xfe", "application/json", "BAD_JSON"),
        (b'{"query": 3}', "application/json", "NO_QUERY"),
        (b'{"query": "{viewer{id}}", "variables": [1]}', "application/json", "BAD_VARIABLES"),
        (b"query=1", "text/plain", "BAD_CONTENT_TYPE"),
    ],
)
def test_bodies_that_are_no_question_are_refused(client: Client, body: bytes, content_type: str, code: str) -> None:
    answer = client.generic("POST", "/graphql/", body, content_type=content_type)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == code


IDENTIFY = "query($r: [PartReference!]!) { identify(references: $r) { confidence part { number } } }"


def test_references_count_by_half_a_row_each() -> None:
    assert cost_of(IDENTIFY, r=[{"number": "1"}] * 1000) == (10 + 500 * 3, 3)
    assert cost_of(IDENTIFY, r={"number": "1"}) == (10 + 3, 3)
    assert cost_of('{ identify(references: [{number: "1"}, {number: "2"}]) { confidence } }') == (10 + 1, 2)


def test_references_that_stand_in_a_variable_s_default_count_as_a_whole_batch() -> None:
    query = 'query($r: [PartReference!]! = [{number: "1"}]) { identify(references: $r) { confidence } }'
    assert cost_of(query) == (10 + 500, 2)


def test_a_whole_batch_with_all_its_reasons_may_be_asked_but_not_with_lists_below_it() -> None:
    text = (OPERATIONS / "IdentifyParts.graphql").read_text(encoding="utf-8")
    assert cost_of(text, references=[{"number": "1"}] * 1000)[0] <= MOST_COST
    below = text.replace("confidence", "part { relations { nodes { kind } } }")
    assert cost_of(below, references=[{"number": "1"}] * 1000)[0] > MOST_COST


def test_plain_lists_cost_as_many_rows_as_they_are_asked_for_or_their_usual_number() -> None:
    query = 'query($n: Int) {{ part(number: "1") {{ priceHistory{} {{ day }} }} }}'
    assert cost_of(query.format("(last: 7)")) == (1 + 10 + 7, 3)
    assert cost_of(query.format("")) == (1 + 10 + 100, 3)
    assert cost_of(query.format("(last: $n)"), n=1000) == (1 + 10 + 1000, 3)
    assert cost_of(query.format("(last: $n)")) == (1 + 10 + 1000, 3)


def test_a_price_that_is_worked_out_again_costs_as_much_as_its_queries() -> None:
    query = '{ quote(code: "Q") { replay { isSame } } }'
    assert cost_of(query) == (1 + 200 + 1, 3)


def test_a_variable_that_is_not_sent_counts_by_the_number_that_the_query_gives_it() -> None:
    query = 'query($n: Int = 7) { part(number: "1") { priceHistory(last: $n) { day } } }'
    assert cost_of(query) == (1 + 10 + 7, 3)
    assert cost_of(query, n=20) == (1 + 10 + 20, 3)
    assert cost_of(query, n=None) == (1 + 10 + 100, 3)


def test_lists_below_lists_of_the_catalogue_multiply() -> None:
    query = "{ parts(first: 20) { nodes { elements(first: 5) { nodes { number } } } } }"
    assert cost_of(query) == (10 + 20 * (1 + 10 + 5 * 2), 5)


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_each_documented_operation_may_be_asked(path: Path) -> None:
    assert cost_of(path.read_text(encoding="utf-8"), first=24, references=[])[0] <= MOST_COST
