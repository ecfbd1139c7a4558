"""Shortcuts: one file that places several parts.

LDraw's own combinations of parts that shops sell one by one are taken apart (window frame and pane, rim and tyre;
which ones: `brickcore.bom.combining`). All other shortcuts stay one part. The other way round, pieces that are
never sold alone become the shortcut that holds them, where all of it is there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from brickcore.bom.combining import contents, is_sticker
from brickcore.bom.kinds import Kind, Kinds
from brickcore.bom.rules.bent import loose_ends
from brickcore.bom.tally import Item, Row, Rows, make_item
from brickcore.colours import CURRENT_COLOUR
from brickcore.library import PartHeader
from brickcore.model import Reference

TAKEN_APART, PUT_TOGETHER, SUBSTITUTED = "TAKEN_APART", "PUT_TOGETHER", "SUBSTITUTED"
_VARIANTS = tuple(f"c{number:02}" for number in range(1, 5))


def taken_apart(rows: Rows, kinds: Kinds) -> Iterator[Item]:
    """An item for each content of a combination."""
    items: dict[Reference, list[Item]] = {}
    for row in rows.of(Kind.COMBINATION):
        rows.take([row])
        place = row.name, row.colour
        if place not in items:
            items[place] = list(_contents_of(row, kinds))
        yield from items[place]


def _contents_of(row: Row, kinds: Kinds) -> Iterator[Item]:
    header = kinds.header(row.name)
    for name, colour in contents(header, kinds.library) if header else ():
        if not is_sticker(name, kinds.library):
            yield make_item(TAKEN_APART, name, row.colour if colour == CURRENT_COLOUR else colour, [row])


def put_together(rows: Rows, kinds: Kinds) -> Iterator[Item]:
    """An item for each shortcut all of whose contents are there as pieces."""
    for row in rows.of(Kind.PIECE):
        if row.index not in rows.left:
            continue
        found = _shortcut_around(row, rows, kinds)
        if found is not None:
            shortcut, group = found
            rows.take(group)
            yield make_item(PUT_TOGETHER, shortcut.name, _colour(shortcut, group, kinds), group)


def _colour(shortcut: PartHeader, group: Sequence[Row], kinds: Kinds) -> int:
    """The colour of the piece that has the shortcut's own: a steering wheel is black on a stand of any colour."""
    resolve = kinds.library.resolve
    own = {resolve(name) for name, colour in shortcut.contents if colour == CURRENT_COLOUR}
    return next((row.colour for row in group if resolve(row.name) in own), group[0].colour)


def _shortcut_around(row: Row, rows: Rows, kinds: Kinds) -> tuple[PartHeader, list[Row]] | None:
    """LDraw names a shortcut after one of its contents: 2533c01 holds 2533."""
    library = kinds.library
    base = library.resolve(row.name).removesuffix(".dat")
    for number in (base, base.rstrip("abcdefgh")):
        for variant in _VARIANTS:
            header = library.header(f"{number}{variant}.dat")
            group = _matching(header.contents, rows, kinds) if header else []
            if header is not None and row in group:
                return header, group
    return None


def _matching(contents: tuple[tuple[str, int], ...], rows: Rows, kinds: Kinds) -> list[Row]:
    """Rows for all of the contents, or nothing."""
    wanted = Counter(kinds.library.resolve(name) for name, _ in contents)
    group = []
    for row in rows.of(Kind.PIECE, Kind.PART):
        name = kinds.library.resolve(row.name)
        if wanted[name] > 0:
            wanted[name] -= 1
            group.append(row)
    return group if group and not +wanted else []


def substituted(rows: Rows, kinds: Kinds) -> Iterator[Item]:
    """What LPub's `PLI BEGIN SUB` says, or a brick of LDD: these rows stand for that part."""
    for span, inside in rows.spans("substitute"):
        words = span.label.split()
        if not words or not inside:
            continue
        shortcut = kinds.header(words[0].lower())
        own = _colour(shortcut, inside, kinds) if shortcut else inside[0].colour
        colour = int(words[1]) if len(words) > 1 and words[1].isdecimal() else own
        group = [*inside, *loose_ends(inside, rows, kinds)]
        rows.take(group)
        yield make_item(SUBSTITUTED, words[0].lower(), colour, group)
