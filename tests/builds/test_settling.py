"""Settling what a report asks: what an answer changes, where it is remembered, and taking it back."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from builds.models import BomLine, Build, Revision, Settlement
from builds.services import remix, retry, revisions
from builds.services.bill import CountedLot, read_lots, store_bill
from builds.services.run import begin
from builds.services.settling import settle_line, undo_settlement
from common.errors import Conflict, Denied, Invalid, NotFound
from common.models import StoredFile
from parts.models import Colour, Part

MakeBuild = Callable[..., Build]
MORE: dict[str, Any] = {"pieces": [], "notices": [], "sources": []}
LOTS = [
    {"part": "3001", "colour": 4, "quantity": 2, "name": "Brick 2 x 4", **MORE},
    {"part": "Grille-X.dat", "colour": 4, "quantity": 3, "name": "", "place": {"file": "a.ldr", "line": 7}, **MORE},
    {"part": "grille-x", "colour": 1, "quantity": 1, "name": "", **MORE},
]
LOOK = ["part", "colour", "name", "confidence", "evidence", "basis", "unit_price", "line_price", "price_reason"]


@pytest.fixture
def counted(owner: User, make_build: MakeBuild, brick: Part) -> Revision:
    return count(make_build(owner, ready=False).revisions.get())


def count(revision: Revision, lots: list[dict[str, Any]] = LOTS) -> Revision:
    """What a run does once the child has counted, and then its end."""
    begun = begin(revision.pk)
    assert begun is not None
    run, _revision = begun
    store_bill(run, [CountedLot(**lot) for lot in lots])
    run.end(Revision.State.READY)
    revision.refresh_from_db()
    return revision


def line_of(revision: Revision, reference: str = "Grille-X.dat") -> BomLine:
    return revision.bom_lines.get(reference=reference)


def state_of(revision: Revision) -> list[dict[str, Any]]:
    return list(revision.bom_lines.order_by("position").values("position", "reference", "answer", *LOOK))


def test_a_chosen_part_holds_at_once_for_every_colour(counted: Revision, owner: User, brick: Part) -> None:
    before = counted.estimate
    assert before is not None
    line = settle_line(line=line_of(counted), by=owner, choice="part", part=brick)

    counted.refresh_from_db()
    assert (line.part, line.name, line.confidence, line.answer) == (brick, "Brick 2 x 4", Decimal(1), "part")
    assert not line.needs_look
    assert line.evidence[0]["rule"] == "settled part"
    assert line.evidence[0]["message"].startswith("The builder chose 3001 Brick 2 x 4 on ")
    assert line.evidence[1]["rule"] == "unknown"
    other = line_of(counted, "grille-x")
    assert (other.part, other.colour) == (brick, None)  # blue is in no table here
    after = counted.estimate
    assert after is not None
    assert (before["unpriced_lots"], after["unpriced_lots"]) == (2, 0)
    assert Decimal(after["total"]) == sum(one.line_price for one in counted.bom_lines.all() if one.line_price)
    assert counted.stage_figures["priced"]["unpriced_lots"] == 0
    assert counted.stage_figures["identified"] == {"lots": 3, "known": 2}
    assert counted.weight == Decimal("13.92")
    row = Settlement.objects.get()
    assert (row.owner, row.system, row.reference, row.reference_colour) == (owner, "ldraw", "grille-x", "")


def test_undoing_puts_back_exactly_what_was_found(counted: Revision, owner: User, brick: Part) -> None:
    before, figures = state_of(counted), (counted.estimate, counted.weight, counted.stage_figures)
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    assert state_of(counted) != before

    undo_settlement(line=line_of(counted, "grille-x"), by=owner)

    counted.refresh_from_db()
    assert state_of(counted) == before
    assert (counted.estimate, counted.weight, counted.stage_figures) == figures
    assert (counted.answers, Settlement.objects.count()) == ([], 0)


def test_an_optional_lot_stays_listed_and_leaves_the_price(counted: Revision, owner: User, brick: Part) -> None:
    line = settle_line(line=line_of(counted, "3001"), by=owner, choice="optional")
    counted.refresh_from_db()
    assert counted.estimate is not None
    assert (line.is_optional, line.part) == (True, brick)
    assert line.line_price is not None
    assert (counted.estimate["total"], counted.estimate["by_basis"]) == ("0.00", {})
    assert (counted.estimate["optional_lots"], counted.estimate["optional_parts"]) == (1, 2)
    assert Settlement.objects.get().reference_colour == "4"  # this lot, not every brick of that number


def test_accepting_keeps_what_was_found_and_asks_no_more(counted: Revision, owner: User) -> None:
    line = settle_line(line=line_of(counted), by=owner, choice="accepted")
    assert (line.part, line.confidence, line.basis, line.needs_look) == (None, Decimal(0), "unknown", False)


def test_a_colour_may_be_chosen_with_the_part_for_that_colour_alone(
    counted: Revision, owner: User, brick: Part, red: Colour
) -> None:
    settle_line(line=line_of(counted, "grille-x"), by=owner, choice="part", part=brick, colour=red)
    assert (line_of(counted, "grille-x").colour, line_of(counted, "grille-x").part) == (red, brick)
    assert line_of(counted).part is None


def test_the_next_upload_applies_the_answer_by_itself_and_says_so(
    counted: Revision, owner: User, brick: Part, car: StoredFile
) -> None:
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    then = revisions.add_revision(build=counted.build, by=owner, file_name="car.ldr", file=car)

    count(then)

    line = line_of(then)
    assert (line.part, line.answer, line.answered_by) == (brick, "part", owner)
    assert line.evidence[0]["message"].startswith("The builder chose 3001 Brick 2 x 4 on ")
    assert then.answers is not None
    assert [one["reference"] for one in then.answers] == ["grille-x"]
    assert then.estimate is not None
    assert then.estimate["unpriced_lots"] == 0


def test_other_revisions_stay_as_they_were_also_when_derived_again(
    counted: Revision, owner: User, brick: Part, car: StoredFile
) -> None:
    then = count(revisions.add_revision(build=counted.build, by=owner, file_name="car.ldr", file=car))
    before = state_of(counted)
    settle_line(line=line_of(then), by=owner, choice="part", part=brick)

    retry.rederive_revision(revision=counted)
    count(counted)

    assert state_of(counted) == before


def test_deriving_again_gives_the_same_lines_with_their_answers(counted: Revision, owner: User, brick: Part) -> None:
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    settle_line(line=line_of(counted, "3001"), by=owner, choice="optional")
    counted.refresh_from_db()
    before, figures = state_of(counted), (counted.estimate, counted.answers)

    retry.rederive_revision(revision=counted)
    count(counted)

    assert state_of(counted) == before
    assert (counted.estimate, counted.answers) == figures


def test_an_answer_for_one_colour_stands_above_one_for_all(counted: Revision, owner: User, brick: Part) -> None:
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    settle_line(line=line_of(counted), by=owner, choice="optional")
    assert (line_of(counted).answer, line_of(counted).part) == ("optional", None)
    assert line_of(counted, "grille-x").part == brick

    undo_settlement(line=line_of(counted), by=owner)

    assert line_of(counted).part == brick  # what was said before holds again


def test_a_later_answer_takes_the_place_of_an_earlier_one(counted: Revision, owner: User, brick: Part) -> None:
    settle_line(line=line_of(counted), by=owner, choice="optional")
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    assert line_of(counted).answer == "part"
    assert [row.what for row in Settlement.objects.all()] == ["part"]


def test_undoing_an_old_answer_leaves_a_newer_one_remembered(
    counted: Revision, owner: User, brick: Part, car: StoredFile
) -> None:
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    then = count(revisions.add_revision(build=counted.build, by=owner, file_name="car.ldr", file=car))
    newer = Part.objects.create(number="3002", name="Brick 2 x 3", category=brick.category)
    settle_line(line=line_of(then), by=owner, choice="part", part=newer)

    undo_settlement(line=line_of(counted), by=owner)

    assert line_of(counted).part is None
    assert line_of(then).part == newer
    assert Settlement.objects.get().part == newer


def test_a_remix_shows_what_was_published_and_remembers_nothing(
    counted: Revision, owner: User, stranger: User, brick: Part, car: StoredFile
) -> None:
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    publish(counted)

    copy = remix.remix_build(revision=counted, by=stranger).revisions.get()

    assert state_of(copy) == state_of(counted)
    assert line_of(copy).answered_by == owner
    retry.rederive_revision(revision=copy)
    assert state_of(count(copy)) == state_of(counted)
    own = count(revisions.add_revision(build=copy.build, by=stranger, file_name="car.ldr", file=car))
    assert line_of(own).part is None
    assert not Settlement.objects.filter(owner=stranger).exists()


def test_who_remixed_may_undo_what_came_along(counted: Revision, owner: User, stranger: User, brick: Part) -> None:
    settle_line(line=line_of(counted), by=owner, choice="part", part=brick)
    publish(counted)
    copy = remix.remix_build(revision=counted, by=stranger).revisions.get()

    undo_settlement(line=line_of(copy), by=stranger)

    assert line_of(copy).part is None
    assert line_of(counted).part == brick
    assert Settlement.objects.get().owner == owner


def publish(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(published_at="2026-01-01T00:00:00Z")
    Build.objects.filter(pk=revision.build_id).update(
        state="published", published_at="2026-01-01T00:00:00Z", shown_revision=revision
    )
    revision.refresh_from_db()


def test_nobody_else_settles_anything(counted: Revision, stranger: User, brick: Part) -> None:
    before = state_of(counted)
    with pytest.raises(NotFound):
        settle_line(line=line_of(counted), by=stranger, choice="part", part=brick)
    publish(counted)
    with pytest.raises(Denied):
        settle_line(line=line_of(counted), by=stranger, choice="part", part=brick)
    with pytest.raises(Denied):
        undo_settlement(line=line_of(counted), by=stranger)
    assert (state_of(counted), Settlement.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("choice", "with_part", "with_colour", "code"),
    [
        ("part", False, False, "SETTLE_PART"),
        ("accepted", True, False, "SETTLE_PART"),
        ("optional", True, False, "SETTLE_PART"),
        ("optional", False, True, "SETTLE_CHOICE"),
        ("", False, False, "SETTLE_CHOICE"),
        ("part\0", True, False, "SETTLE_CHOICE"),
    ],
)
def test_answers_that_make_no_sense_are_refused(
    counted: Revision, owner: User, brick: Part, red: Colour, choice: str, with_part: bool, with_colour: bool, code: str
) -> None:
    before = state_of(counted)
    part, colour = brick if with_part else None, red if with_colour else None
    with pytest.raises(Invalid) as refused:
        settle_line(line=line_of(counted), by=owner, choice=choice, part=part, colour=colour)
    assert refused.value.code == code
    assert (state_of(counted), Settlement.objects.count()) == (before, 0)


def test_what_is_not_settled_cannot_be_undone(counted: Revision, owner: User) -> None:
    with pytest.raises(Conflict) as refused:
        undo_settlement(line=line_of(counted), by=owner)
    assert refused.value.code == "NOT_SETTLED"


def test_a_lot_of_a_list_that_was_made_anew_is_gone(counted: Revision, owner: User) -> None:
    line = line_of(counted)
    retry.rederive_revision(revision=counted)
    count(counted)
    with pytest.raises(NotFound) as refused:
        settle_line(line=line, by=owner, choice="accepted")
    assert refused.value.code == "NO_SUCH_LOT"


def test_the_place_of_a_lot_comes_from_the_child(tmp_path: Path, counted: Revision) -> None:
    (tmp_path / "result.json").write_text(json.dumps({"lots": LOTS}))
    assert [lot.place for lot in read_lots(tmp_path / "result.json")] == [None, {"file": "a.ldr", "line": 7}, None]
    assert line_of(counted).place == {"file": "a.ldr", "line": 7}


@pytest.mark.parametrize("column", ["answers", "reading"])
def test_how_the_bytes_are_read_never_changes_and_answers_may(counted: Revision, column: str) -> None:
    def change() -> None:
        with transaction.atomic():
            Revision.objects.filter(pk=counted.pk).update(**{column: {"columns": {}}})

    if column == "answers":
        change()
        return
    with pytest.raises(Exception, match="never changes"):
        change()


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_stands(counted: Revision, owner: User, brick: Part) -> None:
    line = line_of(counted)
    start = threading.Barrier(2, timeout=20)

    def answer(choice: str) -> None:
        try:
            start.wait()
            settle_line(line=line, by=owner, choice=choice, part=brick if choice == "part" else None)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(answer, "part"), pool.submit(answer, "accepted")]:
            done.result(timeout=60)

    counted.refresh_from_db()
    (row,) = Settlement.objects.all()
    assert counted.answers is not None
    assert [one["what"] for one in counted.answers] == [row.what]
    assert {line_of(counted).answer, line_of(counted, "grille-x").answer} - {""} == {row.what}
