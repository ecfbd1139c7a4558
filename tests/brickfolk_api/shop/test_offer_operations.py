"""Files of lots over the API, and the market of a lot."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from parts.models import ColourNumber, PartNumber
from shop.models import Offer, OfferImport, Store
from shop.services.offer_imports import run_import
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import operation
from tests.brickfolk_api.shop.shop_world import World, errors_of, token_for
from tests.factories import make_colour, make_part, make_user
from tests.shop.store_rows import make_store


def file_of(
    client: Client, token: str, store: Store, data: bytes, name: str = "shelf.csv", **more: Any
) -> dict[str, Any]:
    given = {"store": store.slug, "file": None, **more}
    fields = {
        "operations": json.dumps({"query": operation("ImportOffers"), "variables": {"input": given}}),
        "map": json.dumps({"0": ["variables.input.file"]}),
        "0": SimpleUploadedFile(name, data),
    }
    answer = client.post("/graphql/", fields, headers={"Authorization": f"Bearer {token}"}).json()
    return dict(answer["data"]["importOffers"])


def test_a_file_of_lots_is_imported_with_a_report(
    client: Client, ask: Ask, db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / "var"
    store, brick = make_store(), make_part()
    PartNumber.objects.create(part=brick, system="bricklink", number="3001", rule="own")
    ColourNumber.objects.create(colour=make_colour(), system="bricklink", number="5")
    token = token_for(store.owner)
    rows = b"BLItemNo,BLColorId,Qty,Price,Condition\n3001,5,40,0.11,N\n3001,5,-4,0.11,U\n"
    payload = file_of(client, token, store, rows, mode="REPLACE")
    assert (payload["errors"], payload["import"]["state"], payload["import"]["mode"]) == ([], "WAITING", "REPLACE")
    run_import(OfferImport.objects.get().pk)
    answer = ask(operation("OfferImport"), {"id": payload["import"]["id"]}, token=token)
    assert "errors" not in answer
    found = answer["data"]["offerImport"]
    assert (found["state"], found["progress"], found["added"], found["rejected"]) == ("DONE", 100, 1, 1)
    assert (found["rejections"][0]["line"], bool(found["rejections"][0]["message"])) == (3, True)
    assert (Offer.objects.get().quantity, Offer.objects.get().price) == (40, Decimal("0.11"))
    for other in ("", token_for(make_user())):
        assert (
            ask(operation("OfferImport"), {"id": payload["import"]["id"]}, token=other)["data"]["offerImport"] is None
        )


def test_a_file_that_nobody_may_hand_in_is_not_kept(client: Client, db: None) -> None:
    store = make_store()
    thief = file_of(client, token_for(make_user()), store, b"3001,5,1,1\n")
    assert (thief["import"], errors_of(thief)) == (None, [("NO_SUCH_STORE", None)])
    empty = file_of(client, token_for(store.owner), store, b"")
    assert errors_of(empty) == [("FILE_EMPTY", "file")]
    assert not OfferImport.objects.exists()


def test_an_import_is_called_off(client: Client, ask: Ask, db: None) -> None:
    store = make_store()
    token = token_for(store.owner)
    payload = file_of(client, token, store, b"3001,5,1,1\n")
    given = {"id": payload["import"]["id"]}
    done = ask(operation("CancelOfferImport"), given, token=token)["data"]["cancelOfferImport"]
    assert done == {"import": {"id": given["id"], "state": "CANCELLED"}, "errors": []}
    again = ask(operation("CancelOfferImport"), given, token=token)["data"]["cancelOfferImport"]
    assert errors_of(again) == [("IMPORT_ENDED", None)]
    thief = ask(operation("CancelOfferImport"), given, token=token_for(make_user()))["data"]["cancelOfferImport"]
    assert (thief["import"], errors_of(thief)) == (None, [("NO_SUCH_IMPORT", None)])


def test_the_market_of_a_lot_is_the_same_for_everybody(ask: Ask, world: World) -> None:
    given = {"number": "brick", "colour": make_colour().number, "first": 1}
    PartNumber.objects.create(part=world.brick, system="ldraw", number="brick", rule="own")
    answers = [
        ask(operation("Market"), given, token=token) for token in ("", world.token, token_for(world.first.owner))
    ]
    assert answers[0] == answers[1] == answers[2]
    assert "errors" not in answers[0]
    market = answers[0]["data"]["part"]["market"]
    assert (market["new"]["lots"], market["new"]["stores"], market["new"]["pieces"]) == (2, 2, 200)
    assert market["new"]["lowest"] == {"amount": "0.1000", "currency": "EUR"}
    [cheapest] = market["new"]["offers"]
    assert (cheapest["store"]["name"], cheapest["price"]["amount"]) == ("First", "0.1000")
    assert market["used"] == {"lots": 0, "stores": 0, "pieces": 0, "lowest": None, "middle": None, "offers": []}


def test_a_market_is_asked_for_by_the_part_s_id_too(ask: Ask, world: World) -> None:
    query = operation("LotMarket")
    found = ask(query, {"part": f"Part:{world.brick.pk}", "colour": 4})["data"]["market"]
    assert (found["colour"]["number"], found["new"]["lots"], found["used"]["lots"]) == (4, 2, 0)
    assert [one["price"]["amount"] for one in found["new"]["offers"]] == ["0.1000", "0.3000"]
    assert ask(query, {"part": "Part:999999999", "colour": 4})["data"] == {"market": None}
    assert ask(query, {"part": "Store:1", "colour": 4})["errors"][0]["extensions"]["code"] == "BAD_ID"


def test_more_pieces_than_an_integer_holds_are_counted(ask: Ask, db: None) -> None:
    store, part = make_store(), make_part()
    Offer.objects.bulk_create(
        Offer(store=store, part=part, colour=make_colour(), lot_key=str(n), quantity=10_000_000, price=Decimal("0.01"))
        for n in range(300)
    )
    query = f'{{ part(id: "Part:{part.pk}") {{ market(colour: 4) {{ new {{ pieces }} }} }} }}'
    assert ask(query)["data"]["part"]["market"]["new"]["pieces"] == 3_000_000_000


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("colour: 4, first: 101", "PAGE_SIZE"),
        ("colour: 4, first: -1", "PAGE_SIZE"),
        ('colour: 4, currency: "eur"', "CURRENCY"),
        ('colour: 4, currency: "\\u0000"', "CURRENCY"),
        ("colour: 99999999999", "INVALID_QUERY"),
        ('colour: 4, since: "yesterday"', "INVALID_QUERY"),
        ("colour: 4, step: WHOLE", "INVALID_QUERY"),
    ],
)
def test_bad_arguments_of_a_market_are_refused_by_code(ask: Ask, db: None, arguments: str, code: str) -> None:
    query = f'{{ part(id: "Part:{make_part().pk}") {{ market({arguments}) {{ currency }} }} }}'
    assert ask(query)["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize("colour", [-1, 2**31 - 1, -(2**31)])
def test_a_colour_that_there_is_not_has_no_market(ask: Ask, db: None, colour: int) -> None:
    query = f'{{ part(id: "Part:{make_part().pk}") {{ market(colour: {colour}) {{ currency }} }} }}'
    assert ask(query)["data"]["part"]["market"] is None
