"""Which column of a table holds what, and by what that was told: a person, headings, places or cells."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from brickcore.content import Asked, AskedColumns
from brickcore.errors import Location, UnreadableFile
from brickcore.formats.cells import as_before
from brickcore.formats.lists.colour_numbers import colour_system
from brickcore.formats.lists.gathering import Gathering
from brickcore.formats.lists.guessing import guessed_columns, guessed_quantity
from brickcore.formats.lists.headings import PART_SYSTEMS, Columns, columns_of
from brickcore.formats.lists.seeing import column_name

Row = Sequence[str]
MOST_HEAD_ROWS = 20
"""A heading stands among the first rows; titles and dates may come before it."""

TITLES = {"ldraw": "LDraw", "bricklink": "BrickLink", "rebrickable": "Rebrickable", "brickowl": "Brick Owl",
          "lego": "LEGO", "ldd": "LEGO Digital Designer", "custom": "own"}  # fmt: skip
_WHOSE = ("system", "colour_system")  # columns of our own lists, which say whose numbers each row has
_TOLD_BY = {
    "builder": "Columns were taken as the builder says",
    "headings": "Columns were taken by their headings",
    "place": "Columns were taken by their place, since they have no headings",
    "cells": "Columns were guessed by what stands in them",
}
_SAY_OTHERWISE = "Say otherwise in the report where that is not what they are."


class Chosen(NamedTuple):
    """`head` is the heading's line, counted from 1, 0 without one; `told_by` a key of what is said of it."""

    head: int
    columns: Columns
    told_by: str


def chosen_columns(rows: Sequence[Row], name: str, asked: Asked) -> Chosen:
    """The columns as a person says, or as the table tells. Raises UnreadableFile where it does not."""
    if asked.columns:
        return _asked(rows, name, asked.columns)
    for line, row in enumerate(rows[:MOST_HEAD_ROWS], 1):
        columns = columns_of(row)
        if columns.is_enough and (columns.quantity is not None or len(columns.parts) > 1 or columns.colours):
            return _counted(rows, line, columns, asked)
    plain = _without_heading(rows)
    guessed = None if asked.shelf else guessed_columns(rows)
    if plain is not None and (guessed is None or [*guessed[1].parts.values()] == [*plain.parts.values()]):
        return Chosen(0, plain, "place")  # else the quantity stands first, as the cells tell
    if guessed is None:
        raise UnreadableFile(
            "NO_COLUMNS",
            f"No column of {name} is headed as part or quantity, and the first columns do not look like them.",
            location=Location(name, 1),
            hint="Head the columns Part, Color and Quantity.",
        )
    return Chosen(*guessed, "cells")


def _counted(rows: Sequence[Row], line: int, columns: Columns, asked: Asked) -> Chosen:
    """By the headings; where none of them speaks of quantities, a column of counts under a heading nobody knows."""
    if columns.quantity is None and not asked.shelf:
        known = {*columns.parts.values(), *columns.colours.values(), *columns.others.values()}
        quantity = guessed_quantity(rows[line:], known)
        if quantity is not None:
            return Chosen(line, replace(columns, quantity=quantity), "cells")
    return Chosen(line, columns, "headings")


def _asked(rows: Sequence[Row], name: str, asked: AskedColumns) -> Chosen:
    """The columns as a person says; what else the headings name is taken from other columns. Raises UnreadableFile."""
    head = _told_head(rows) if asked.head is None else min(asked.head, len(rows))
    named = columns_of(rows[head - 1]) if head else Columns({}, None)
    taken = {asked.part, asked.quantity, asked.colour}
    widest = max(map(len, rows), default=0)
    if any(at is not None and at >= widest for at in taken):
        raise UnreadableFile(
            "NO_SUCH_COLUMN",
            f"{name} has {widest} columns, and one was chosen that is not there.",
            location=Location(name, head or 1),
            hint="Choose the columns again.",
        )
    others = {kind: at for kind, at in named.others.items() if at not in taken and kind not in _WHOSE}
    colours = {asked.colour_system: asked.colour} if asked.colour is not None and asked.colour_system else {}
    if asked.colour is not None and not asked.colour_system:
        others["colour_name"] = asked.colour
    return Chosen(head, Columns({asked.system: asked.part}, asked.quantity, colours, others), "builder")


def _told_head(rows: Sequence[Row]) -> int:
    """The line of the first row that names any column; 0 where none does."""
    found = (line for line, row in enumerate(rows[:MOST_HEAD_ROWS], 1) if columns_of(row).is_enough)
    return next(found, 0)


def _without_heading(rows: Sequence[Row]) -> Columns | None:
    """Part, colour, quantity or part, quantity, where every first row looks like that."""
    first = [row for row in rows[:MOST_HEAD_ROWS] if any(row)]
    widths = {len(row) for row in first}
    if len(widths) != 1 or not first:
        return None
    digits = [all(row[at].strip().isdigit() for row in first) for at in range(len(first[0]))]
    if len(digits) == 2 and digits[1]:
        return Columns({"": 0}, 1)
    if len(digits) >= 3 and digits[2]:
        return Columns({"": 0}, 2, {"": 1} if digits[1] else {}, {} if digits[1] else {"colour_name": 1})
    return None


def settled_columns(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns with a system for those whose heading says none; those of part numbers the surest first."""
    colours = dict(columns.colours)
    if "" in colours:
        at, named = colours.pop(""), columns.others.get("colour_name")
        told = [(cell(row, at), cell(row, named)) for row in rows]
        likely = _likely([number for number, _ in told], [name for _, name in told])
        colours["rebrickable" if "spare" in columns.others else likely] = at  # only its own lists mark spares
    parts = dict(columns.parts)
    if "" in parts:
        own = next(iter(colours), "rebrickable")
        parts[own if own != "lego" else "ldd"] = parts.pop("")
    surest = {system: parts[system] for system in sorted(parts, key=(*PART_SYSTEMS, "ldd").index)}
    return replace(columns, parts=surest, colours=colours)


def _likely(numbers: Sequence[str], names: Sequence[str]) -> str:
    """LDraw's and Rebrickable's colours share their numbers; a list of plain headings is more often the latter's."""
    system = colour_system([colour_number(number) for number in numbers], names)
    return "rebrickable" if system == "ldraw" else system


def say_columns(found: Gathering, chosen: Chosen, headings: Row) -> None:
    """What was taken for what, so that a person can say otherwise. A guess is a warning."""
    columns = chosen.columns
    said = [f"{column_name(headings, at)} as {TITLES[system]} numbers" for system, at in columns.parts.items()]
    said += [f"{column_name(headings, at)} as {TITLES[system]} colours" for system, at in columns.colours.items()]
    if columns.quantity is not None:
        said.append(f"{column_name(headings, columns.quantity)} as quantities")
    else:
        said.append("none as quantities, so that each row means one")
    at, taken = found.at(1), f"{_TOLD_BY[chosen.told_by]}: {', '.join(said)}."
    if chosen.told_by == "builder":
        found.log.note("COLUMNS_CHOSEN", taken, at)
    elif chosen.told_by == "cells":
        found.log.warn("COLUMNS_GUESSED", taken, at, _SAY_OTHERWISE)  # noqa: PLE1205 - no logger, but notices
    else:
        found.log.note("COLUMNS_READ", taken, at, _SAY_OTHERWISE)


def colour_number(text: str) -> str:
    """The number of a colour: `5 - Brick Yellow` begins with the number; a spreadsheet makes 5.0 of 5."""
    first = text.split(" - ", maxsplit=1)[0].strip()
    return (first.removesuffix(".0") or text)[:64]


def cell(row: Row, at: int | None) -> str:
    """What stands in a column, without blanks around it, as it was before it was made safe; empty where nothing is."""
    return as_before(row[at].strip()) if at is not None and at < len(row) else ""
