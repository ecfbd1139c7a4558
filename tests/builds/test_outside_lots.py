"""What no catalogue of parts knows: sets and figures as a whole, and parts of a builder's own with their own prices."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from builds.models import BomLine, Build, Revision
from builds.services.bill import CountedLot, store_bill
from builds.services.own_pricing import set_own_price
from builds.services.remix import remix_build
from builds.services.run import begin
from common.errors import Conflict, Denied, Invalid, NotFound
from parts.models import Colour, Part

PLAIN: dict[str, Any] = {"pieces": [], "sources": [], "notices": []}
CASE = CountedLot("custom-case", 16, 3, "case", system="custom", **PLAIN)
FIGURE = CountedLot("3001", "", 2, "Pilot", system="bricklink", colour_system="bricklink", item="minifig", **PLAIN)
BRICK = CountedLot("3001", 4, 4, "Brick 2 x 4", **PLAIN)


@pytest.fixture
def revision(owner: User, make_build: Callable[..., Build], brick: Part, red: Colour) -> Revision:
    return make_build(owner, ready=False).revisions.get()


def derive(revision: Revision, *lots: CountedLot) -> dict[str, BomLine]:
    Revision.objects.filter(pk=revision.pk).update(state="waiting")
    begun = begin(revision.pk)
    assert begun is not None
    store_bill(begun[0], lots)
    revision.refresh_from_db()
    return {f"{line.item} {line.reference}": line for line in revision.bom_lines.all()}


def test_a_figure_is_not_taken_for_the_part_that_bears_its_number(revision: Revision, brick: Part) -> None:
    lines = derive(revision, FIGURE, BRICK)
    figure = lines["minifig 3001"]
    assert (figure.part, figure.quantity, figure.unit_price) == (None, 2, None)
    assert figure.evidence[0]["rule"] == "minifig"
    assert lines["part 3001"].part == brick


def test_what_no_catalogue_could_know_wants_no_look(revision: Revision) -> None:
    lines = derive(revision, CASE, FIGURE)
    assert not any(line.needs_look for line in lines.values())
    assert revision.stage_figures["identified"] == {"lots": 2, "known": 2}
    assert {line.price_reason["because"] for line in lines.values() if line.price_reason} == {"outside"}


def test_its_price_adds_to_the_estimate(revision: Revision, owner: User) -> None:
    case = derive(revision, CASE)["part custom-case"]
    priced = set_own_price(line=case, by=owner, price=Decimal("1.25"))
    assert (priced.basis, priced.unit_price, priced.line_price) == ("own", Decimal("1.2500"), Decimal("3.75"))
    revision.refresh_from_db()
    assert revision.estimate is not None
    assert (revision.estimate["total"], revision.estimate["unpriced_lots"]) == ("3.75", 0)
    assert revision.stage_figures["priced"]["total"] == "3.75"


def test_it_is_found_again_when_the_revision_is_derived_anew(revision: Revision, owner: User) -> None:
    set_own_price(line=derive(revision, CASE)["part custom-case"], by=owner, price=Decimal(2))
    again = derive(revision, CASE)["part custom-case"]
    assert (again.own_price, again.line_price) == (Decimal(2), Decimal("6.00"))


def test_it_goes_with_a_new_revision_of_the_same_build_alone(
    revision: Revision, owner: User, make_build: Callable[..., Build]
) -> None:
    set_own_price(line=derive(revision, CASE)["part custom-case"], by=owner, price=Decimal(2))
    second = Revision.objects.create(build=revision.build, number=2, file=revision.file, file_name="case.stl")
    assert derive(second, CASE)["part custom-case"].unit_price == Decimal(2)
    other = make_build(owner, "Other", ready=False).revisions.get()
    assert derive(other, CASE)["part custom-case"].unit_price is None


def test_a_remix_keeps_it(revision: Revision, owner: User, stranger: User) -> None:
    set_own_price(line=derive(revision, CASE)["part custom-case"], by=owner, price=Decimal(2))
    now = revision.created_at
    Revision.objects.filter(pk=revision.pk).update(state="ready", published_at=now)
    Build.objects.filter(pk=revision.build_id).update(state="published", published_at=now, shown_revision=revision)
    copy = remix_build(revision=revision, by=stranger)
    assert copy.revisions.get().bom_lines.get().own_price == Decimal(2)


def test_taking_it_away_leaves_no_price(revision: Revision, owner: User) -> None:
    case = derive(revision, CASE)["part custom-case"]
    set_own_price(line=case, by=owner, price=Decimal(2))
    taken = set_own_price(line=case, by=owner, price=None)
    assert (taken.own_price, taken.basis, taken.line_price) == (None, "unknown", None)


@pytest.mark.parametrize("price", ["0", "-1", "0.00001", "100000.01", "NaN", "Infinity"])
def test_what_is_no_price_is_refused(revision: Revision, owner: User, price: str) -> None:
    case = derive(revision, CASE)["part custom-case"]
    with pytest.raises(Invalid) as refused:
        set_own_price(line=case, by=owner, price=Decimal(price))
    assert refused.value.code == "OWN_PRICE"


def test_a_part_of_the_catalogue_is_priced_by_it(revision: Revision, owner: User) -> None:
    line = derive(revision, BRICK)["part 3001"]
    with pytest.raises(Conflict):
        set_own_price(line=line, by=owner, price=Decimal(1))


def test_others_set_no_price(revision: Revision, stranger: User) -> None:
    case = derive(revision, CASE)["part custom-case"]
    with pytest.raises((Denied, NotFound)):
        set_own_price(line=case, by=stranger, price=Decimal(1))


def test_a_lot_that_is_gone_says_so(revision: Revision, owner: User) -> None:
    old = derive(revision, CASE)["part custom-case"]
    derive(revision, CASE)
    with pytest.raises(NotFound) as refused:
        set_own_price(line=old, by=owner, price=Decimal(1))
    assert refused.value.code == "NO_SUCH_LOT"
