"""What is asked for is checked, and the lots to buy are pinned."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from builds.models import Build, Revision
from common.errors import Conflict, Denied, Invalid, NotFound, ServiceError
from shop.models import Quote
from shop.selectors.quotes import access_quote
from shop.services.quoting.asking import KitGiven, LotGiven, request_quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.ending import cancel_quote
from tests.factories import (
    make_build,
    make_colour,
    make_line,
    make_part,
    make_published,
    make_revision,
    make_unknown_line,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper() -> User:
    return make_user("shopper")


@pytest.fixture
def build() -> Build:
    """Four bricks, two plates in one lot twice, an unknown lot, and what cannot be bought as it is listed."""
    build = make_published()
    revision = shown(build)
    make_line(revision, quantity=4)
    plate, blue = make_part("3023", "Plate 1 x 2", "Plate", weight=Decimal("0.36")), make_colour(1, "Blue")
    make_line(revision, part=plate, colour=blue, quantity=1, name="Plate 1 x 2")
    make_line(revision, part=plate, colour=blue, quantity=1, name="Plate 1 x 2", reference="3023b")
    make_unknown_line(revision, quantity=2)
    make_line(revision, quantity=1, answer="optional", found={}, name="Flag")
    make_line(revision, quantity=3, part=make_part("h1", "Head", "Minifig Heads"), name="Head")
    make_unknown_line(revision, system="custom", name="Motor mount")
    make_unknown_line(revision, item="minifig", name="Pilot")
    make_line(revision, colour=None, name="Brick 2 x 4", reference_colour="999")
    return build


def shown(build: Build) -> Revision:
    assert build.shown_revision is not None
    return build.shown_revision


def asked(by: Any, *kits: KitGiven, **more: Any) -> Quote:
    return request_quote(**{"by": by, "kits": kits, "country": "NL"} | more)


def lots(quote: Quote) -> dict[str, int]:
    return {need["name"]: need["quantity"] for need in quote.needs}


def left_out(quote: Quote) -> list[tuple[str, str, int]]:
    return [(row["because"], row["name"], row["quantity"]) for row in quote.left_out]


def test_lots_are_merged_and_multiplied_and_those_not_bought_say_why(shopper: User, build: Build) -> None:
    quote = asked(shopper, KitGiven(shown(build), 3))

    assert lots(quote) == {"Brick 2 x 4": 12, "Head": 9, "Plate 1 x 2": 6}
    assert left_out(quote) == [
        ("unknown_part", "engine-grille-x", 6),
        ("optional", "Flag", 3),
        ("own_part", "Motor mount", 6),
        ("minifig", "Pilot", 6),
        ("unknown_colour", "Brick 2 x 4", 12),
    ]
    plate = next(need for need in quote.needs if need["name"] == "Plate 1 x 2")
    assert (plate["number"], plate["colour"], plate["grams"]) == ("3023", "Blue", "0.36")
    assert plate["lot"] == f"{plate['part_id']}:{plate['colour_id']}"
    assert (quote.state, [(kit.revision_id, kit.quantity) for kit in quote.kits.all()]) == (
        "waiting",
        [(shown(build).pk, 3)],
    )
    assert ProcrastinateJob.objects.filter(task_name="shop.run_quote", args={"quote_id": quote.pk}).count() == 1


def test_what_is_owned_or_not_wanted_is_subtracted(shopper: User, build: Build) -> None:
    plain = asked(shopper, KitGiven(shown(build)))
    key = {need["name"]: need["lot"] for need in plain.needs}
    had = {key["Brick 2 x 4"]: 3, key["Plate 1 x 2"]: 50, "999:999": 1}

    kept = asked(shopper, KitGiven(shown(build)), choices=Choices(owned=had))
    quote = asked(
        shopper,
        KitGiven(shown(build)),
        choices=Choices(owned=had, use_owned=True, left_out=frozenset({key["Head"]})),
    )

    assert kept.needs == plain.needs
    assert lots(quote) == {"Brick 2 x 4": 1}
    assert left_out(quote)[5:] == [("left_out", "Head", 3), ("owned", "Brick 2 x 4", 3), ("owned", "Plate 1 x 2", 2)]


def test_parts_of_minifigs_can_be_left_out(shopper: User, build: Build) -> None:
    quote = asked(shopper, KitGiven(shown(build)), choices=Choices(without_minifigs=True))

    assert "Head" not in lots(quote)
    assert ("minifig_parts", "Head", 3) in left_out(quote)


def test_single_lots_join_those_of_kits_and_a_merged_part_is_bought_as_what_it_became(
    shopper: User, build: Build
) -> None:
    old = make_part("3001old", "Brick 2 x 4 old", merged_into=make_part())

    quote = asked(shopper, KitGiven(shown(build)), lots=[LotGiven(old, make_colour(), 6)])

    assert lots(quote)["Brick 2 x 4"] == 10


def test_a_visitor_is_asked_to_sign_in(build: Build) -> None:
    with pytest.raises(Denied, match="SIGN_IN"):
        asked(AnonymousUser(), KitGiven(shown(build)))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"country": "N1"}, "COUNTRY"), ({"country": ""}, "COUNTRY"),
        ({"currency": "BTC"}, "CURRENCY"),
        ({"seconds": 0}, "QUOTE_SECONDS"), ({"seconds": 61}, "QUOTE_SECONDS"), ({"kits": ()}, "NOTHING_TO_BUY"),
        ({"seconds": Decimal("NaN")}, "QUOTE_SECONDS"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(shopper: User, build: Build, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        asked(shopper, KitGiven(shown(build)), **more)

    assert not Quote.objects.exists()


@pytest.mark.parametrize("quantity", [0, -1, 1.5, True, 10**30])
def test_a_quantity_that_nobody_can_buy_is_refused(shopper: User, build: Build, quantity: Any) -> None:
    for given in (
        {"kits": [KitGiven(shown(build), quantity)]},
        {"lots": [LotGiven(make_part(), make_colour(), quantity)]},
    ):
        with pytest.raises(Invalid, match=r"QUOTE_QUANTITY|QUOTE_KITS"):
            request_quote(by=shopper, country="NL", **given)


def test_a_thousand_kits_and_no_more(shopper: User, build: Build) -> None:
    assert lots(asked(shopper, KitGiven(shown(build), 400), KitGiven(shown(build), 600)))["Head"] == 3000
    with pytest.raises(Invalid, match="QUOTE_KITS"):
        asked(shopper, KitGiven(shown(build), 999), KitGiven(shown(build), 2))


def test_a_draft_of_somebody_else_and_a_revision_that_is_not_ready_are_refused(shopper: User) -> None:
    draft, own = make_revision(make_build()), make_revision(make_build(shopper), state="working")

    with pytest.raises(NotFound):
        asked(shopper, KitGiven(draft))
    with pytest.raises(Conflict, match="NOT_READY"):
        asked(shopper, KitGiven(own))


def test_only_so_many_are_searched_at_once(shopper: User, build: Build) -> None:
    quotes = [asked(shopper, KitGiven(shown(build))) for _time in range(5)]

    with pytest.raises(Conflict, match="TOO_MANY_AT_ONCE"):
        asked(shopper, KitGiven(shown(build)))
    cancel_quote(quote=quotes[0], by=shopper)
    asked(shopper, KitGiven(shown(build)))
    assert len({quote.code for quote in Quote.objects.all()}) == 6


def test_a_quote_is_its_shoppers_alone(shopper: User, build: Build) -> None:
    quote = asked(shopper, KitGiven(shown(build)))

    assert access_quote(shopper, quote.code) == quote
    for viewer in (make_user(), AnonymousUser(), None):
        with pytest.raises(NotFound):
            access_quote(viewer, quote.code)
    with pytest.raises(NotFound):
        cancel_quote(quote=quote, by=make_user())
    quote.refresh_from_db()
    assert quote.state == "waiting"


def test_choices_are_stored_as_they_are_read() -> None:
    given = {
        "condition": "any", "max_stores": 3, "exact_colours": False, "any_colour": ["1:2"], "substitutes": ["mould"],
        "use_owned": True, "owned": {"3:4": 5}, "barred_stores": [7], "left_out": ["8:9"],
        "without_instructions": False, "without_minifigs": True,
    }  # fmt: skip

    assert Choices.read(given).as_json() == given
    assert Choices.read(Choices().as_json()) == Choices()


@pytest.mark.parametrize(
    "given",
    [
        [], None, {"price": "0.01"}, {"condition": "old"}, {"max_stores": 0}, {"max_stores": True}, {"max_stores": 51},
        {"owned": {"3:4": 0}}, {"owned": {"3:4": 1.5}}, {"owned": {"x": 1}}, {"owned": []}, {"left_out": "1:2"},
        {"left_out": ["1:2;"]}, {"left_out": ["0:1"]}, {"barred_stores": ["1"]}, {"barred_stores": [-1]},
        {"substitutes": ["anything"]}, {"substitutes": [[]]}, {"use_owned": 1}, {"left_out": ["1:1"] * 5001},
        {"condition": []},
    ],
)  # fmt: skip
def test_choices_that_nobody_offered_are_refused(given: Any) -> None:
    with pytest.raises(ServiceError, match="CHOICE"):
        Choices.read(given)
