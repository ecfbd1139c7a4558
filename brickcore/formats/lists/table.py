"""Tables of any origin: which row is the heading, what the columns are, and the rows as lots.

What was guessed is said in a notice, so that a person can confirm it or say otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from brickcore.content import Asked, AskedColumns
from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.formats.lists.colour_numbers import colour_system
from brickcore.formats.lists.gathering import Gathering, condition_of, item_of, price_of, words
from brickcore.formats.lists.headings import PART_SYSTEMS, Columns, columns_of
from brickcore.formats.lists.said import said_by_row
from brickcore.formats.lists.seeing import column_name, table_seen
from brickcore.formats.lists.shelf import YES, Shelved, shelved, tier_pairs
from brickcore.partslist import ListedLot, PartsList

Row = Sequence[str]
MOST_COLUMNS = 200
MOST_CELLS = 5_000_000
MOST_HEAD_ROWS = 20
"""A heading stands among the first rows; titles and dates may come before it."""

_TITLES = {"ldraw": "LDraw", "bricklink": "BrickLink", "rebrickable": "Rebrickable", "brickowl": "Brick Owl",
           "lego": "LEGO", "ldd": "LEGO Digital Designer", "custom": "own"}  # fmt: skip
_WHOSE = ("system", "colour_system")  # columns of our own lists, which say whose numbers each row has
_COUNT = "Write a whole number in the digits 0 to 9."
_YES = {"true", "t", "yes", "y", "1"}


def read_table(rows: Sequence[Row], name: str, asked: Asked, form: str) -> PartsList:
    """Rows of a table, the heading among them. Raises UnreadableFile where no columns or no rows can be used."""
    found = Gathering(name, asked)
    head, columns = _asked(rows, name, asked.columns) if asked.columns else _heading(rows, name)
    body = [(line, row) for line, row in enumerate(rows, 1) if line > head and any(map(str.strip, row))]
    columns = _settled(columns, [row for _, row in body])
    headings = rows[head - 1] if head else ()
    _say_columns(found, columns, headings, asked=asked.columns is not None)
    for line, row in body:
        found.says = partial(said_by_row, columns, row)
        lot = _lot(found, columns, row, line)
        if lot:
            found.add(lot)
    return replace(found.done(form), table=table_seen(head, headings, [row for _, row in body], columns))


def check_width(row: Row, name: str, line: int) -> None:
    """A table a million columns wide is none. Raises HostileFile."""
    if len(row) > MOST_COLUMNS:
        raise HostileFile(
            "TOO_MANY_COLUMNS",
            f"Line {line} of {name} has {len(row):,} columns; a parts list has at most {MOST_COLUMNS}.",
            location=Location(name, line),
            hint="Export the list with the columns that it needs: part, colour, quantity.",
        )


def check_cells(rows: int, columns: int, name: str) -> None:
    """A table that is wide and long at once holds little but blanks. Raises HostileFile."""
    if rows * columns > MOST_CELLS:
        raise HostileFile(
            "TABLE_TOO_LARGE",
            f"{name} has {rows:,} rows of {columns:,} columns; at most {MOST_CELLS:,} cells are read.",
            location=Location(name),
            hint="Export the list with the columns that it needs: part, colour, quantity.",
        )


def _heading(rows: Sequence[Row], name: str) -> tuple[int, Columns]:
    """The heading's line, counted from 1, and its columns; 0 where the first columns are part, colour, quantity."""
    for line, row in enumerate(rows[:MOST_HEAD_ROWS], 1):
        columns = columns_of(row)
        if columns.is_enough and (columns.quantity is not None or len(columns.parts) > 1 or columns.colours):
            return line, columns
    plain = _without_heading(rows)
    if plain is None:
        raise UnreadableFile(
            "NO_COLUMNS",
            f"No column of {name} is headed as part or quantity, and the first columns do not look like them.",
            location=Location(name, 1),
            hint="Head the columns Part, Color and Quantity.",
        )
    return 0, plain


def _asked(rows: Sequence[Row], name: str, asked: AskedColumns) -> tuple[int, Columns]:
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
    return head, Columns({asked.system: asked.part}, asked.quantity, colours, others)


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


def _settled(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns with a system for those whose heading says none; those of part numbers the surest first."""
    colours = dict(columns.colours)
    if "" in colours:
        at, named = colours.pop(""), columns.others.get("colour_name")
        told = [(_cell(row, at), _cell(row, named)) for row in rows]
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
    system = colour_system([_colour_number(number) for number in numbers], names)
    return "rebrickable" if system == "ldraw" else system


def _say_columns(found: Gathering, columns: Columns, headings: Row, *, asked: bool) -> None:
    said = [f"{column_name(headings, at)} as {_TITLES[system]} numbers" for system, at in columns.parts.items()]
    said += [f"{column_name(headings, at)} as {_TITLES[system]} colours" for system, at in columns.colours.items()]
    if columns.quantity is not None:
        said.append(f"{column_name(headings, columns.quantity)} as quantities")
    if asked:
        found.log.note("COLUMNS_CHOSEN", f"Columns were taken as the builder says: {', '.join(said)}.", found.at(1))
        return
    by = "their headings" if headings else "their place, since they have no headings"
    message = f"Columns were taken by {by}: {', '.join(said)}."
    found.log.note("COLUMNS_READ", message, found.at(1), "Say otherwise in the report where that is not what they are.")


def _lot(found: Gathering, columns: Columns, row: Row, line: int) -> ListedLot | None:
    others = {kind: _cell(row, at) for kind, at in columns.others.items()}
    if others.get("spare", "").lower() in _YES:
        found.log.note("SPARES_LEFT_OUT", "Spare parts of the list are left out.", found.at(line))
        return None
    system, told = _first(columns.parts, row)
    if not told or not (columns.quantity is None or _cell(row, columns.quantity)):
        if told and found.asked.shelf:
            found.leave("BAD_QUANTITY", "The row says no quantity; the row is left out.", line, _COUNT, told[:64])
            return None
        message = "Rows that name no part or no quantity are left out: blanks and totals."
        found.log.note("ROWS_WITHOUT_PART", message, found.at(line))
        return None
    number = found.number(told, line)
    quantity = _quantity(found, columns, row, line) if number else None
    if number is None or quantity is None:
        return None
    colours, colour = _colour(columns, row, system, others.get("colour_name", ""))
    if (said := others.get("system", "")) in _TITLES:  # our own lists say whose numbers each row has
        system, colours = said, others.get("colour_system") or said
    lot = ListedLot(
        number=number,
        quantity=quantity,
        system=system,
        colour=colour,
        colour_system=colours,
        name=words(others.get("name", "")),
        item=item_of(others.get("type", "P")),
        condition=condition_of(others.get("condition", "")),
        price=price_of(others.get("price", "")),
        currency=others.get("currency", "")[:3],
        remarks=words(others.get("remarks", "")),
        line=line,
    )
    return _shelved(found, columns, lot, others) if found.asked.shelf else lot


def _shelved(found: Gathering, columns: Columns, lot: ListedLot, others: Mapping[str, str]) -> ListedLot | None:
    """The lot as a store sells it. One column of comments is what shoppers read, unless remarks stand beside it."""
    is_one = columns.others.get("comment") == columns.others.get("remarks")
    pairs = [(others[f"tq{n}"], others.get(f"tp{n}", "")) for n in (1, 2, 3) if others.get(f"tq{n}")]
    said = Shelved(
        price=others.get("price", ""),
        condition=others.get("condition", ""),
        multiple=others.get("multiple", ""),
        sale=others.get("sale", ""),
        tiers=[*pairs, *tier_pairs(others["tiers"])] if others.get("tiers") else pairs,
        comment=others.get("comment", ""),
        lot_key=others.get("lot_key", ""),
        is_away=others.get("stockroom", "").upper() in YES,
    )
    return shelved(found, replace(lot, remarks="") if is_one else lot, said)


def _quantity(found: Gathering, columns: Columns, row: Row, line: int) -> int | None:
    told = "1" if columns.quantity is None else _cell(row, columns.quantity)
    if told == "0" and not found.asked.shelf:
        found.log.note("EMPTY_LOTS", "Lots of none are left out.", found.at(line))
        return None
    return found.quantity(told, line)


def _first(parts: Mapping[str, int], row: Row) -> tuple[str, str]:
    """The surest number that this row has, and whose it is."""
    told = next(((system, cell) for system, at in parts.items() if (cell := _cell(row, at))), None)
    return told or (next(iter(parts)), "")


def _colour(columns: Columns, row: Row, system: str, name: str) -> tuple[str, str]:
    """Whose colour number this row has, and the number; by name where there is none."""
    own = {"ldd": "lego"}.get(system, system)
    for colours in (own, *columns.colours):
        at = columns.colours.get(colours)
        if at is not None and (number := _colour_number(_cell(row, at))):
            return colours, number
    return own, name[:64]


def _colour_number(text: str) -> str:
    """`5 - Brick Yellow` begins with the number; a spreadsheet makes 5.0 of 5."""
    first = text.split(" - ", maxsplit=1)[0].strip()
    return (first.removesuffix(".0") or text)[:64]


def _cell(row: Row, at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""
