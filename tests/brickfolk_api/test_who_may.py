"""Who may see and change what; a denied call changes nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import AccessToken, User
from builds.models import Build

EDIT = "mutation($i: EditBuildInput!) { editBuild(input: $i) { build { title } errors { code message } } }"
BUILD = "query($slug: String!) { build(slug: $slug) { title } }"


def test_a_draft_does_not_exist_for_others(
    ask: Any, make_build: Callable[..., Build], ada: User, ben: User, token_of: Any
) -> None:
    draft = make_build(ada, "secret-thing", state="draft")
    revision = f"Revision:{draft.revisions.get().pk}"
    for token in ("", token_of(ben)):
        assert ask(BUILD, {"slug": "secret-thing"}, token=token)["data"] == {"build": None}
        assert ask("query($id: ID!) { revision(id: $id) { id } }", {"id": revision}, token=token)["data"] == {
            "revision": None
        }
        listed = ask('{ builds(text: "secret") { totalCount nodes { slug } } }', token=token)["data"]["builds"]
        assert listed == {"totalCount": 0, "nodes": []}
    assert ask(BUILD, {"slug": "secret-thing"}, token=token_of(ada))["data"]["build"]["title"] == "secret thing"


def test_a_draft_remix_of_a_build_is_not_seen_in_its_lineage(
    ask: Any, make_build: Callable[..., Build], ada: User, ben: User, token_of: Any
) -> None:
    parent = make_build(ada, "parent")
    draft = make_build(ben, "hidden-remix", state="draft")
    draft.remix_of = parent.revisions.get()
    draft.save()
    query = '{ build(slug: "parent") { remixes(first: 5) { totalCount nodes { slug } } } }'
    assert ask(query, token=token_of(ada))["data"]["build"]["remixes"] == {"totalCount": 0, "nodes": []}
    assert ask(query, token=token_of(ben))["data"]["build"]["remixes"]["totalCount"] == 1


@pytest.mark.parametrize(("scope", "code"), [(None, "UNAUTHENTICATED"), ("read", "SCOPE_MISSING")])
def test_without_the_right_to_write_nothing_changes(
    ask: Any, make_build: Callable[..., Build], ada: User, token_of: Any, scope: str | None, code: str
) -> None:
    make_build(ada, "mine")
    token = token_of(ada, scope) if scope else ""
    answer = ask(EDIT, {"i": {"slug": "mine", "title": "Taken"}}, token=token)
    assert answer["data"]["editBuild"]["errors"][0]["code"] == code
    assert Build.objects.get(slug="mine").title == "mine"


def test_somebody_elses_build_cannot_be_edited(
    ask: Any, make_build: Callable[..., Build], ada: User, ben: User, token_of: Any
) -> None:
    make_build(ada, "mine")
    answer = ask(EDIT, {"i": {"slug": "mine", "title": "Taken"}}, token=token_of(ben))
    assert answer["data"]["editBuild"]["build"] is None
    assert len(answer["data"]["editBuild"]["errors"]) == 1
    assert Build.objects.get(slug="mine").title == "mine"


def test_a_session_without_the_csrf_token_is_refused(make_build: Callable[..., Build], ada: User) -> None:
    make_build(ada, "mine")
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    body = json.dumps({"query": EDIT, "variables": {"i": {"slug": "mine", "title": "Taken"}}})
    answer = client.post("/graphql/", body, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"]["code"] == "CSRF"
    assert Build.objects.get(slug="mine").title == "mine"
    cookie = client.get("/graphql/", headers={"Accept": "text/html"}).cookies["csrftoken"].value
    answer = client.post("/graphql/", body, content_type="application/json", headers={"X-CSRFToken": cookie})
    assert answer.json()["data"]["editBuild"]["build"] == {"title": "Taken"}


def test_a_mutation_by_get_is_refused(client: Client, make_build: Callable[..., Build], ada: User) -> None:
    make_build(ada, "mine")
    client.force_login(ada)
    variables = json.dumps({"i": {"slug": "mine", "title": "Taken"}})
    answer = client.get("/graphql/", {"query": EDIT, "variables": variables})
    assert answer.status_code == 405
    assert Build.objects.get(slug="mine").title == "mine"


def test_a_revoked_or_made_up_token_is_said_to_be_bad(ask: Any, ada: User, token_of: Any) -> None:
    secret = token_of(ada)
    assert ask("{ viewer { username } }", token=secret)["data"]["viewer"] == {"username": "ada"}
    AccessToken.objects.update(revoked_at="2026-01-01T00:00Z")
    for token in (secret, "bf_made-up"):
        assert ask("{ viewer { username } }", token=token)["errors"][0]["extensions"]["code"] == "BAD_TOKEN"


def test_others_do_not_learn_an_email_address(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    make_build(ada, "mine")
    answer = ask('{ build(slug: "mine") { owner { email } } }')
    assert "Cannot query field 'email'" in answer["errors"][0]["message"]
