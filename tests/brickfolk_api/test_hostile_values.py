"""Values that no client of ours sends: each is an answer or a refusal, never an error of ours."""

import base64
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from graphql import GraphQLError, parse

from accounts.models import User
from brickfolk_api.limits import measure
from brickfolk_api.schema import schema
from builds.models import Build, Revision
from tests.brickfolk_api.catalogue_world import boxed_set, furnish
from tests.brickfolk_api.conftest import Ask

TEXTS = ["\0", "a\0b", "\ud800", "\udfff", "\u202e", "%", "\\", "' OR 1=1 --", "(:* & | !)", "x" * 3_000, "9" * 5_000]
QUERIES = [
    "query($s:String!){build(slug:$s){slug}}",
    "query($s:ID!){revision(id:$s){number}}",
    "query($s:String!){builds(text:$s){totalCount nodes{slug}}}",
    "query($s:String!){builds(tag:$s){totalCount nodes{slug}}}",
    "query($s:String!){builds(owner:$s){totalCount nodes{slug}}}",
    "query($s:String!){builds(after:$s){nodes{slug}}}",
    "query($s:String!){parts(text:$s){totalCount nodes{name}}}",
    "query($s:String!){parts(category:$s){totalCount nodes{name}}}",
    "query($s:String!){parts(before:$s,last:3){nodes{name}}}",
    "query($s:String!){part(number:$s){name}}",
    "query($s:ID!){part(id:$s){name}}",
    "query($s:String!){colour(number:$s){name}}",
    "query($s:String!){colour(number:$s,system:BRICKLINK){name}}",
    'query($s:String!){colour(number:"4"){parts(category:$s){totalCount nodes{setCount}}}}',
    "query($s:String!){set(number:$s){name}}",
    "query($s:String!){minifig(number:$s){name}}",
    "query($s:String!){sets(text:$s){totalCount nodes{name}}}",
    "query($s:String!){suggest(text:$s){kind key}}",
    "query($s:String!){parts(text:$s){corrected facets{sets kinds{count}}}}",
    "query($s:String!){minifigs(text:$s){totalCount nodes{name}}}",
    "query($s:String!){identify(references:[{number:$s}]){part{name} candidates{score}}}",
    'query($s:String!){identify(references:[{number:"1",colour:$s}]){colour{name}}}',
    'query($s:String!){identify(references:[{number:"1",name:$s}]){candidates{score}}}',
    "mutation($s:String!){createUpload(input:{fileName:$s,size:10}){errors{code}}}",
    "mutation($s:String!){completeUpload(input:{key:$s}){errors{code}}}",
    'mutation($s:String!){editBuild(input:{slug:"crane",title:$s,description:$s,tags:[$s]}){errors{code}}}',
    'mutation($s:String!){remixBuild(input:{build:"crane",title:$s}){errors{code}}}',
    "mutation($s:ID!){acceptCorrection(id:$s){errors{code}}}",
    'mutation($s:String!){rejectCorrection(id:"Correction:1",note:$s){errors{code}}}',
    'mutation($s:String!){proposeCorrection(input:{system:LDRAW,number:$s,part:"Part:1",reason:$s}){errors{code}}}',
    "mutation($s:ID!){cancelRevision(id:$s){errors{code}}}",
    'mutation($s:ID!){removeAttachment(slug:"crane",id:$s){errors{code}}}',
]
INNER = ["\0", "\ud800", "x", "", 1, -1, 1.5, 10**30, float("inf"), float("nan"), None, True, [], {}]
INNER += ["2026-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00+00:00"]
LISTS = [
    ("query($s:String!){list:builds(after:$s){nodes{slug}}}", 2),
    ("query($s:String!){list:parts(after:$s){nodes{name}}}", 3),
    ("query($s:String!){list:colours(after:$s){nodes{name}}}", 1),
    ("query($s:String!){list:categories(after:$s){nodes{name}}}", 1),
    ('query($s:String!){list:build(slug:"crane"){revision{bom(after:$s,orderBy:NAME){nodes{name}}}}}', 2),
]


def codes(answer: dict[str, Any]) -> set[str]:
    return {error["extensions"]["code"] for error in answer.get("errors", [])}


@pytest.mark.parametrize("query", QUERIES)
def test_any_text_is_an_answer_or_a_refusal(query: str, ask: Ask, ada: User, token_of: Any, make_build: Any) -> None:
    make_build(ada, "crane")
    token = token_of(ada)
    for text in TEXTS:
        assert "INTERNAL" not in codes(ask(query, {"s": text}, token=token)), ascii(text[:20])


@pytest.mark.parametrize(("query", "length"), LISTS)
def test_any_cursor_is_a_page_or_a_refusal(query: str, length: int, ask: Ask, ada: User, make_build: Any) -> None:
    make_build(ada, "crane")
    boxed_set(furnish("z1"))
    cursors = [json.dumps([value] * length) for value in INNER]
    cursors += ["[" * 3_000, "1", "null", json.dumps(["2026-01-01T00:00:00+00:00", 10**30][:length])]
    for cursor in cursors:
        said = codes(ask(query, {"s": base64.urlsafe_b64encode(cursor.encode()).decode()}))
        assert said <= {"BAD_CURSOR"}, cursor[:60]


NESTED = "{ builds(%s) { nodes { remixes(%s) { nodes { slug title } } } } }"


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("query($n: Int = 100) " + NESTED % ("first: $n", "first: $n"), {}),
        ("query($n: Int) " + NESTED % ("first: $n", "first: $n"), {"n": 100.0}),
        (NESTED % ("first: null, last: 100", "first: null, last: 100"), {}),
        (NESTED % ("first: 1, last: 100", "first: 1, last: 100"), {}),
    ],
)
def test_no_way_of_asking_for_a_hundred_rows_is_cheap(query: str, variables: dict[str, Any]) -> None:
    document = parse(query)
    operation: Any = document.definitions[0]
    with pytest.raises(GraphQLError) as caught:
        measure(schema.graphql_schema, document, operation, variables)
    assert caught.value.extensions == {"code": "COST_TOO_HIGH"}


def test_values_that_no_scalar_takes_are_the_askers_fault(ask: Ask, ada: User, token_of: Any) -> None:
    upload = "mutation($f: Upload!) { uploadBuild(input: {file: $f}) { errors { code } } }"
    for value in ("text", 1, {"chunks": 1}, [None]):
        assert codes(ask(upload, {"f": value}, token=token_of(ada))) == {"INVALID_QUERY"}
    assert codes(ask("{ builds(first: %s) { nodes { slug } } }" % ("9" * 6_000))) == {"INVALID_QUERY"}


def test_one_file_may_be_sent_for_two_mutations(client: Client, ada: User, token_of: Any) -> None:
    one = "uploadBuild(input: {file: $f}) { build { slug } errors { code } }"
    operations = {"query": f"mutation($f: Upload!) {{ a: {one} b: {one} }}", "variables": {"f": None}}
    file = SimpleUploadedFile("car.ldr", b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat")
    sent = {"operations": json.dumps(operations), "map": json.dumps({"0": ["variables.f"]}), "0": file}
    answer = client.post("/graphql/", sent, headers={"Authorization": f"Bearer {token_of(ada)}"}).json()["data"]
    assert [answer[name]["errors"] for name in "ab"] == [[], []]
    assert len({revision.file_id for revision in Revision.objects.all()}) == 1


def test_a_request_makes_twenty_changes_at_most(ask: Ask, ada: User, token_of: Any, make_build: Any) -> None:
    make_build(ada, "crane")
    many = " ".join(f'a{n}: remixBuild(input: {{build: "crane"}}) {{ errors {{ code }} }}' for n in range(21))
    assert codes(ask(f"mutation {{ {many} }}", token=token_of(ada))) == {"COST_TOO_HIGH"}
    assert Build.objects.count() == 1


IDENTIFY = "query($references: [PartReference!]!) { identify(references: $references) { confidence } }"


def test_more_references_than_a_batch_are_refused_before_they_are_looked_up(
    ask: Ask, db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = ask(IDENTIFY, {"references": [{"number": str(n)} for n in range(10_000)]})
    assert codes(answer) == {"TOO_MANY_REFERENCES"}
    assert answer["errors"][0]["extensions"]["field"] == "references"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ({"number": "3001", "system": "NOBODYS"}, "INVALID_QUERY"),
        ({"number": "3001", "colourSystem": "ldraw"}, "INVALID_QUERY"),
        ({"number": None}, "INVALID_QUERY"),
        ({}, "INVALID_QUERY"),
        ({"number": "30\x0001"}, "BAD_REFERENCE"),
        ({"number": "3001", "name": "\ud800"}, "BAD_REFERENCE"),
        ({"number": "3" * 256}, "BAD_REFERENCE"),
        ({"number": "3001", "colour": "4" * 256}, "BAD_REFERENCE"),
    ],
)
def test_a_bad_reference_is_refused_by_code(ask: Ask, db: None, reference: dict[str, Any], code: str) -> None:
    assert codes(ask(IDENTIFY, {"references": [reference]})) == {code}


def test_a_bad_reference_is_named_by_its_place(ask: Ask, db: None) -> None:
    answer = ask(IDENTIFY, {"references": [{"number": "3001"}, {"number": "\0"}]})
    assert answer["errors"][0]["message"].startswith("Reference 2:")


def test_no_references_have_no_answers(ask: Ask, db: None) -> None:
    assert ask(IDENTIFY, {"references": []})["data"] == {"identify": []}


@pytest.mark.parametrize("number", [2**31 - 1, -(2**31)])
def test_numbers_at_the_edge_of_a_column_find_nothing(ask: Ask, db: None, number: int) -> None:
    furnish("z1")
    query = """query($n: Int!) { part(number: "z1") { sets(colour: $n) { totalCount nodes { quantity } } }
      parts(colour: $n, text: "z1") { totalCount nodes { name } } }"""
    answer = ask(query, {"n": number})["data"]
    assert answer == {"part": {"sets": {"totalCount": 0, "nodes": []}}, "parts": {"totalCount": 0, "nodes": []}}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("pictureUrl(size: 3)", "PICTURE_SIZE"),
        ("pictureUrl(colour: -1)", "BAD_COLOUR"),
        ("modelUrl(colour: -1)", "BAD_COLOUR"),
        ("priceHistory(last: 1001) { day }", "PAGE_SIZE"),
        ("priceHistory(last: -1) { day }", "PAGE_SIZE"),
        ("elements(first: 101) { totalCount }", "PAGE_SIZE"),
        ('sets(after: "nonsense") { totalCount }', "BAD_CURSOR"),
    ],
)
def test_bad_arguments_of_a_part_are_refused_by_code(ask: Ask, db: None, field: str, code: str) -> None:
    furnish("z1")
    assert codes(ask(f'{{ part(number: "z1") {{ {field} }} }}')) == {code}
