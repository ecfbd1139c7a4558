"""Tables of any origin: which row is the heading, what the columns are, and the rows as lots.

What was guessed is said in a notice, so that a person can confirm it or say otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from brickcore.content import Asked
from brickcore.errors import HostileFile, Location
from brickcore.formats.lists.choosing import TITLES, cell, chosen_columns, colour_number, say_columns, settled_columns
from brickcore.formats.lists.gathering import Gathering, condition_of, item_of, price_of, words
from brickcore.formats.lists.headings import Columns
from brickcore.formats.lists.said import said_by_row
from brickcore.formats.lists.seeing import table_seen
from brickcore.formats.lists.shelf import YES, Shelved, shelved, tier_pairs
from brickcore.partslist import ListedLot, PartsList

Row = Sequence[str]
MOST_COLUMNS = 200
MOST_CELLS = 5_000_000
_COUNT = "Write a whole number in the digits 0 to 9."
_BLANK = "Rows that name no part or no quantity are left out: blanks and totals."
_YES = {"true", "t", "yes", "y", "1"}


def read_table(
    rows: Sequence[Row], name: str, asked: Asked, form: str, lines: Sequence[int] | None = None
) -> PartsList:
    """Rows of a table, the heading among them, and the line on which each begins where that is not its number.

    Raises UnreadableFile where no columns or no rows can be used.
    """
    found = Gathering(name, asked)
    chosen = chosen_columns(rows, name, asked)
    head = chosen.head
    told = lines or range(1, len(rows) + 1)
    body = [(line, row) for line, row in list(zip(told, rows, strict=True))[head:] if any(map(str.strip, row))]
    columns = settled_columns(chosen.columns, [row for _, row in body])
    headings = rows[head - 1] if head else ()
    say_columns(found, chosen._replace(columns=columns), headings)
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


def _lot(found: Gathering, columns: Columns, row: Row, line: int) -> ListedLot | None:
    others = {kind: cell(row, at) for kind, at in columns.others.items()}
    if others.get("spare", "").lower() in _YES:
        found.log.note("SPARES_LEFT_OUT", "Spare parts of the list are left out.", found.at(line))
        return None
    system, told = _first(columns.parts, row)
    if not told and others.get("reference_system", "") in TITLES:
        system, told = others["reference_system"], others.get("reference", "")
    if not told or not (columns.quantity is None or cell(row, columns.quantity)):
        _leave_blank(found, columns, row, line, told)
        return None
    if found.is_printed_matter(others.get("type", ""), told, line):
        return None
    number = found.number(told, line)
    quantity = _quantity(found, columns, row, line) if number else None
    if number is None or quantity is None:
        return None
    if quantity == found.pieces and not any(letter.isdecimal() for letter in number):
        found.log.note("ROWS_WITHOUT_PART", _BLANK, found.at(line))  # the sum of all rows above, whatever it is called
        return None
    colours, colour = _colour(columns, row, system, others)
    if (said := others.get("system", "")) in TITLES:  # our own lists say whose numbers each row has
        system, colours = said, others.get("colour_system") or said
    if system == "ldraw":  # its numbers are names of files
        number = number.lower().removesuffix(".dat")
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


def _leave_blank(found: Gathering, columns: Columns, row: Row, line: int, told: str) -> None:
    """A row without a part or without a quantity: a title, a sum, or something that got lost."""
    if told and (found.asked.shelf or any(letter.isdecimal() for letter in told)):
        found.leave("BAD_QUANTITY", "The row says no quantity; the row is left out.", line, _COUNT, told[:64])
    elif cell(row, columns.quantity) and any(cell(row, at) for at in columns.colours.values()):
        message = "The row has a colour and a quantity, and names no part; the row is left out."
        found.leave("NO_NUMBER", message, line, "Give the row a part's number: cells that were joined hold it once.")
    else:
        found.log.note("ROWS_WITHOUT_PART", _BLANK, found.at(line))


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
    told = "1" if columns.quantity is None else cell(row, columns.quantity)
    if told == "0" and not found.asked.shelf:
        found.log.note("EMPTY_LOTS", "Lots of none are left out.", found.at(line))
        return None
    return found.quantity(told, line)


def _first(parts: Mapping[str, int], row: Row) -> tuple[str, str]:
    """The surest number that this row has, and whose it is."""
    told = next(((system, said) for system, at in parts.items() if (said := cell(row, at))), None)
    return told or (next(iter(parts)), "")


def _colour(columns: Columns, row: Row, system: str, others: Mapping[str, str]) -> tuple[str, str]:
    """Whose colour number this row has, and the number; by name, or as the file had it, where there is none."""
    own = {"ldd": "lego"}.get(system, system)
    for colours in (own, *columns.colours):
        at = columns.colours.get(colours)
        if at is not None and (number := colour_number(cell(row, at))):
            return colours, number
    if others.get("reference_colour_system", "") in TITLES:
        return others["reference_colour_system"], others.get("reference_colour", "")[:64]
    return own, others.get("colour_name", "")[:64]
