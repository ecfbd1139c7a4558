"""The rows of one list while they are read: what cannot be used is told with its line, and the rest stands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from brickcore.content import Asked
from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.notice_log import NoticeLog
from brickcore.partslist import Condition, Item, ListedLot, PartsList, Refused
from brickcore.tiers import MOST_PIECES

MOST_ROWS = 200_000
MOST_OF_ONE = 1_000_000
LONGEST_NUMBER, LONGEST_WORDS = 64, 255
MOST_REFUSED = 1_000
"""Of a store's rows that cannot be used so many are kept, and all are counted."""

_WHOLE = re.compile(r"\+?([0-9]{1,12})(?:[.,](?:0{1,2}|0{4,6}))?")
"""What a spreadsheet makes of a whole number, too; but 1.000 and 1,000 are a thousand in half of the world each."""
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*")
_MONEY = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_ITEMS: dict[str, Item] = {
    **dict.fromkeys(("M", "MINIFIG", "MINIFIGURE", "MINIFIGS"), "minifig"),
    **dict.fromkeys(("S", "SET", "SETS", "G", "GEAR"), "set"),
}
_PRINTED_MATTER = {"B", "BOOK", "C", "CATALOG", "I", "INSTRUCTION", "INSTRUCTIONS", "O", "ORIGINAL BOX"}
_CONDITIONS: dict[str, Condition] = {"n": "new", "new": "new", "u": "used", "used": "used"}


@dataclass(slots=True)
class Gathering:
    """Collects rows. `name` is the file's, for messages; `says` gives the words of the row that is being read.

    `pieces` is what the rows so far come to.
    """

    name: str
    asked: Asked
    lots: list[ListedLot] = field(default_factory=list)
    log: NoticeLog = field(init=False)
    refused: list[Refused] = field(default_factory=list)
    refused_count: int = 0
    says: Callable[[], Mapping[str, str]] = dict
    pieces: int = 0

    def __post_init__(self) -> None:
        self.log = NoticeLog(self.asked.limits.notices)

    def add(self, lot: ListedLot) -> None:
        """Take a row that is whole."""
        if len(self.lots) >= MOST_ROWS:
            raise HostileFile(
                "TOO_MANY_ROWS",
                f"{self.name} has more than {MOST_ROWS:,} rows.",
                location=self.at(lot.line),
                hint="Split the list.",
            )
        if lot.item != "part":
            self.log.note(
                "NOT_A_PART",
                f"{lot.number} is a {lot.item}, listed as one thing: its parts are not counted.",
                self.at(lot.line),
                parts=(lot.number,),
            )
        self.lots.append(lot)
        self.pieces += lot.quantity

    def leave(self, code: str, message: str, line: int | None, hint: str, reference: str = "") -> None:
        """Leave a row out, and say why. Equal reasons fold into one notice; a store is told each line."""
        self.log.warn(code, message, self.at(line), hint)
        self.refused_count += 1
        if self.asked.shelf and len(self.refused) < MOST_REFUSED:
            said = f"{message.removesuffix('; the row is left out.').removesuffix('.')}. {hint}"
            self.refused.append(Refused(line, code, said.strip(), reference, self.says()))

    def is_printed_matter(self, kind: str, number: str, line: int | None) -> bool:
        """Whether a row is of paper: what comes with a set, and is built of no parts. It is left out, and said."""
        if kind.strip().upper() not in _PRINTED_MATTER:
            return False
        message = "Books, catalogs, instructions and boxes are no parts: their rows are left out."
        if self.asked.shelf:
            self.leave("NOT_A_PART", message, line, "Only parts can be offered.", number.strip()[:LONGEST_NUMBER])
        else:
            self.log.note("NO_BRICKS", message, self.at(line))
        return True

    def number(self, text: str, line: int | None) -> str | None:
        """A part's number as it may stand in a list; None leaves the row out."""
        number = text.strip()
        if number and len(number) <= LONGEST_NUMBER and _NUMBER.fullmatch(number):
            return number
        shown = f"“{number[:40]}” is no part's number" if number else "The row names no part"
        self.leave("NO_NUMBER", f"{shown}; the row is left out.", line, "Give the row a part's number.")
        return None

    def quantity(self, text: str, line: int | None) -> int | None:
        """How many; None leaves the row out: none, part of one, fewer than none, or more than anybody could mean."""
        words = text.strip()
        whole = _WHOLE.fullmatch(words)
        if whole is None:
            shown = words[:40] or "Nothing"
            message = f"“{shown}” is no quantity; the row is left out."
            self.leave("BAD_QUANTITY", message, line, "Write a whole number in the digits 0 to 9.")
            return None
        count, most = int(whole[1]), MOST_PIECES if self.asked.shelf else MOST_OF_ONE
        if count > most:
            message = f"A quantity of {count:,} is more than a list may ask for; the row is left out."
            self.leave("BAD_QUANTITY", message, line, f"Ask for at most {most:,}.")
            return None
        return count if count or self.asked.shelf else None

    def done(self, form: str, title: str = "") -> PartsList:
        """The list. Raises UnreadableFile where no row of it can be used."""
        if not self.lots:
            first = next(iter(self.log.all("warning")), None)
            raise UnreadableFile(
                "NO_ROWS",
                f"{self.name} lists no part that can be read." + (f" {first.message}" if first else ""),
                location=first.location if first else Location(self.name),
                hint=first.hint if first else "Export the list again, with a part's number and a quantity in each row.",
            )
        return PartsList(
            form,
            tuple(self.lots),
            self.log.all(),
            words(title),
            refused=tuple(self.refused),
            refused_count=self.refused_count,
        )

    def at(self, line: int | None) -> Location:
        """A line of this file."""
        return Location(self.name, line)


def words(text: str) -> str:
    """A name or remark as it is kept: one line of at most 255 characters."""
    return " ".join(text.split())[:LONGEST_WORDS]


def item_of(letter: str) -> Item:
    """BrickLink's letter or word for the kind of an item."""
    return _ITEMS.get(letter.strip().upper(), "part")


def condition_of(text: str) -> Condition:
    """New or used, as sites write it; empty where either will do."""
    return _CONDITIONS.get(text.strip().lower(), "")


def price_of(text: str) -> Decimal | None:
    """A price for one, where a sensible one is given."""
    if not _MONEY.fullmatch(text.strip()):
        return None
    try:
        price = Decimal(text.strip())
    except InvalidOperation:
        return None
    return price or None
