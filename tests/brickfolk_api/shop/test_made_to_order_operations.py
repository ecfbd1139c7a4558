"""Requests and shared runs over the API: asked, answered to one shopper, pledged, closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from shop.models import Offer, PartsRequest, Pledge, SharedRun
from shop.services.shared_runs import close_due_runs
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import done, operation
from tests.brickfolk_api.shop.shop_world import World, errors_of, token_for
from tests.factories import make_colour, make_part, make_user
from tests.shop.store_rows import make_store

pytestmark = pytest.mark.django_db


def lot(**more: Any) -> dict[str, Any]:
    return {"part": f"Part:{make_part().pk}", "colour": f"Colour:{make_colour().pk}", "quantity": 6, **more}


def opened(ask: Ask, token: str, **more: Any) -> dict[str, Any]:
    return done(ask, "OpenPartsRequest", {"input": {"lots": [lot()], "country": "NL", **more}}, token)


def test_a_request_is_asked_answered_and_closed(ask: Ask) -> None:
    token, store = token_for(make_user()), make_store()
    request = opened(ask, token, note="for a crane")
    assert (request["errors"], request["request"]["state"], request["request"]["lots"]["totalCount"]) == ([], "OPEN", 1)
    key = request["request"]["id"]
    listed = ask(operation("PartsRequests"), {"own": False}, token=token_for(store.owner))["data"]["partsRequests"]
    assert [(one["id"], one["isOwn"], one["note"]) for one in listed["nodes"]] == [(key, False, "for a crane")]
    offers = [lot(price="0.80")]
    given = {"input": {"request": key, "store": store.slug, "offers": offers}}
    answered = done(ask, "AnswerPartsRequest", given, token_for(store.owner))
    assert answered["errors"] == []
    assert answered["request"]["answers"]["nodes"][0]["price"] == {"amount": "0.8000", "currency": "EUR"}
    mine = ask(operation("PartsRequests"), token=token)["data"]["partsRequests"]["nodes"]
    assert [one["answers"]["totalCount"] for one in mine] == [1]
    closed = done(ask, "CloseRequest", {"id": key}, token)
    assert (closed["errors"], closed["request"]["state"]) == ([], "CLOSED")
    assert Offer.objects.get().available == 0


def test_a_store_sees_its_own_answers_and_no_others(ask: Ask) -> None:
    token, stores = token_for(make_user()), [make_store(), make_store()]
    key = opened(ask, token)["request"]["id"]
    for store, price in zip(stores, ("0.90", "0.80"), strict=True):
        given = {"input": {"request": key, "store": store.slug, "offers": [lot(price=price)]}}
        done(ask, "AnswerPartsRequest", given, token_for(store.owner))
    query = operation("PartsRequest")
    seen = [
        [
            one["price"]["amount"]
            for one in ask(query, {"id": key}, token=by)["data"]["partsRequest"]["answers"]["nodes"]
        ]
        for by in (token, token_for(stores[0].owner), token_for(stores[1].owner))
    ]
    assert seen == [["0.8000", "0.9000"], ["0.9000"], ["0.8000"]]
    for stranger in ("", token_for(make_user())):
        assert ask(query, {"id": key}, token=stranger)["data"] == {"partsRequest": None}
        listed = ask(operation("PartsRequests"), {"own": False}, token=stranger)["data"]["partsRequests"]
        assert (listed["totalCount"], listed["nodes"]) == (0, [])
    thief = done(ask, "CloseRequest", {"id": key}, token_for(stores[0].owner))
    assert errors_of(thief) == [("NO_SUCH_REQUEST", None)]
    assert PartsRequest.objects.get().state == "open"


def test_an_answer_is_in_no_market_and_on_no_shelf_of_others(ask: Ask) -> None:
    store = make_store()
    key = opened(ask, token_for(make_user()))["request"]["id"]
    given = {"input": {"request": key, "store": store.slug, "offers": [lot(price="0.80")]}}
    done(ask, "AnswerPartsRequest", given, token_for(store.owner))
    assert ask(operation("Store"), {"slug": store.slug})["data"]["store"]["offers"]["nodes"] == []
    query = f'{{ part(id: "Part:{make_part().pk}") {{ market(colour: 4) {{ new {{ lots }} }} }} }}'
    assert ask(query)["data"]["part"]["market"]["new"]["lots"] == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"lots": []}, "REQUEST_LOTS"),
        ({"country": "\ud800"}, "COUNTRY"),
        ({"days": 0}, "REQUEST_DAYS"),
        ({"days": -(2**31)}, "REQUEST_DAYS"),
        ({"days": 2**31 - 1}, "REQUEST_DAYS"),
        ({"quote": "Q-NOBODYS"}, "NO_SUCH_QUOTE"),
        ({"lots": [{"part": "Part:0", "colour": "Colour:0"}]}, "NO_SUCH_LOT"),
        ({"lots": [{"part": "Part:999999999999999999", "colour": "Colour:1"}]}, "NO_SUCH_LOT"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_by_code(ask: Ask, given: dict[str, Any], code: str) -> None:
    payload = opened(ask, token_for(make_user()), **given)
    assert (payload["request"], payload["errors"][0]["code"]) == (None, code)
    assert not PartsRequest.objects.exists()


def test_requests_are_listed_in_a_fixed_number_of_queries(
    ask: Ask, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    token, store = token_for(make_user()), make_store()
    counts = []
    for more in (1, 4):
        for _ in range(more):
            key = opened(ask, token)["request"]["id"]
            given = {"input": {"request": key, "store": store.slug, "offers": [lot(price="0.80")]}}
            done(ask, "AnswerPartsRequest", given, token_for(store.owner))
        with django_assert_max_num_queries(14) as captured:
            answer = ask(operation("PartsRequests"), token=token)
        assert "errors" not in answer
        counts.append(len(captured))
    assert counts[0] == counts[1]


def run_input(world: World, **more: Any) -> dict[str, Any]:
    tiers = [{"kits": 2, "price": "20.00"}, {"kits": 5, "price": "17.50"}]
    closes = (timezone.now() + timedelta(days=9)).isoformat()
    return {"input": {"store": world.first.slug, "build": world.kit.slug, "tiers": tiers, "most": 9, "closesAt": closes,
                      **more}}  # fmt: skip


def test_a_shared_run_is_pledged_for_and_becomes_a_quote(ask: Ask, world: World) -> None:
    owner = token_for(world.first.owner)
    run = done(ask, "OpenSharedRun", run_input(world), owner)
    assert (run["errors"], run["run"]["state"], run["run"]["threshold"], run["run"]["priceNow"]) == (
        [],
        "OPEN",
        2,
        None,
    )
    key = run["run"]["id"]
    other = token_for(make_user())
    given = {"input": {"run": key, "kits": 5, "country": "NL"}}
    assert done(ask, "Pledge", given, other)["run"]["pledge"]["kits"] == 5
    assert done(ask, "WithdrawPledge", {"run": key}, other)["run"]["pledged"] == 0
    given["input"]["kits"] = 3
    pledged = done(ask, "Pledge", given, world.token)
    assert (pledged["errors"], pledged["run"]["priceNow"]) == ([], {"amount": "20.00", "currency": "EUR"})
    [listed] = ask(operation("SharedRuns"), token=world.token)["data"]["sharedRuns"]["nodes"]
    assert (listed["pledged"], listed["pledge"]["kits"], listed["revision"]["build"]["slug"]) == (3, 3, world.kit.slug)
    assert ask(operation("SharedRuns"))["data"]["sharedRuns"]["nodes"][0]["pledge"] is None
    SharedRun.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert close_due_runs() == 1
    query = operation("SharedRun")
    reached = ask(query, {"id": key}, token=world.token)["data"]["sharedRun"]
    assert (reached["state"], reached["kitPrice"]["amount"], reached["pledge"]["state"]) == ("REACHED", "20.00", "DUE")
    quote = ask(operation("Quote"), {"code": reached["pledge"]["quote"]["code"]}, token=world.token)["data"]["quote"]
    assert (quote["state"], quote["replay"]["isSame"], quote["findings"]["status"]) == ("READY", True, "made")
    hidden = ask(query, {"id": key}, token=other)["data"]["sharedRun"]
    assert hidden["pledge"]["quote"] is None


def test_a_run_is_closed_early_by_its_store_alone(ask: Ask, world: World) -> None:
    owner = token_for(world.first.owner)
    key = done(ask, "OpenSharedRun", run_input(world), owner)["run"]["id"]
    assert errors_of(done(ask, "CloseSharedRun", {"id": key}, owner)) == [("RUN_BELOW", None)]
    done(ask, "Pledge", {"input": {"run": key, "kits": 2, "country": "NL"}}, world.token)
    assert errors_of(done(ask, "CloseSharedRun", {"id": key}, world.token)) == [("NO_SUCH_RUN", None)]
    closed = done(ask, "CloseSharedRun", {"id": key}, owner)
    assert (closed["errors"], closed["run"]["state"], closed["run"]["kitPrice"]["amount"]) == ([], "REACHED", "20.00")
    late = done(ask, "Pledge", {"input": {"run": key, "kits": 1, "country": "NL"}}, token_for(make_user()))
    assert errors_of(late) == [("RUN_CLOSED", None)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tiers": []}, "RUN_TIERS"),
        ({"tiers": [{"kits": -1, "price": "1"}]}, "RUN_TIERS"),
        ({"tiers": [{"kits": 2, "price": "NaN"}]}, "RUN_TIERS"),
        ({"tiers": [{"kits": 2, "price": "1e400"}]}, "RUN_TIERS"),
        ({"most": 2**31 - 1}, "RUN_MOST"),
        ({"most": -1}, "RUN_MOST"),
        ({"closesAt": "9999-12-31T23:59:59-14:00"}, "MOMENT"),
        ({"closesAt": "0001-01-01T00:00:00+14:00"}, "MOMENT"),
        ({"closesAt": "2020-01-01T00:00:00"}, "RUN_DATE"),
        ({"build": None}, "REVISION_OR_BUILD"),
        ({"build": "no\0build"}, "NO_SUCH_BUILD"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused_by_code(
    ask: Ask, world: World, change: dict[str, Any], code: str
) -> None:
    payload = done(ask, "OpenSharedRun", run_input(world, **change), token_for(world.first.owner))
    assert (payload["run"], payload["errors"][0]["code"]) == (None, code)
    assert not SharedRun.objects.exists()


@pytest.mark.parametrize(
    ("kits", "country", "code"),
    [(0, "NL", "PLEDGE_KITS"), (-1, "NL", "PLEDGE_KITS"), (2**31 - 1, "NL", "PLEDGE_KITS"),
     (1, "\0", "COUNTRY"), (10, "NL", "RUN_FULL")],
)  # fmt: skip
def test_a_pledge_that_makes_no_sense_is_refused_by_code(
    ask: Ask, world: World, kits: int, country: str, code: str
) -> None:
    key = done(ask, "OpenSharedRun", run_input(world), token_for(world.first.owner))["run"]["id"]
    payload = done(ask, "Pledge", {"input": {"run": key, "kits": kits, "country": country}}, world.token)
    assert (payload["run"], payload["errors"][0]["code"]) == (None, code)
    assert not Pledge.objects.exists()
