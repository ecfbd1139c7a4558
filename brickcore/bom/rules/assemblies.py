"""What is placed in pieces and sold put together.

A minifigure's torso with arms and hands, its hips with legs, the same of a mini-doll, an action figure of Technic,
a lever in its base, a turntable, a monkey, a shock absorber. Within a submodel a piece goes to the nearest body that
still lacks one. What is left over when the whole model has been counted goes to whatever body still lacks it,
wherever that stands. LDraw's shortcuts of such pieces come to the same parts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from brickcore.bom.combining import contents
from brickcore.bom.dolls import whole_doll
from brickcore.bom.kinds import BODIES, Kind, Kinds
from brickcore.bom.tally import Item, Row, Rows, make_item
from brickcore.colours import CURRENT_COLOUR

TORSO, HIPS, TOGETHER, LOOSE = "FIGURE_TORSO", "FIGURE_LEGS", "SOLD_TOGETHER", "LOOSE_PIECE"
SLOTS: Mapping[Kind, Mapping[Kind, int]] = {
    Kind.TORSO: {Kind.ARM: 2, Kind.HAND: 2},
    Kind.HIPS: {Kind.LEG: 2},
    Kind.DOLL_TORSO: {Kind.DOLL_ARM: 2},
    Kind.DOLL_LEGS: {Kind.DOLL_HIPS: 1},
    Kind.TECHNIC_TORSO: {Kind.TECHNIC_LIMB: 24},
    Kind.LEVER_BASE: {Kind.LEVER: 1},
    Kind.TURNTABLE: {Kind.TURNTABLE_TOP: 1},
    Kind.MONKEY: {Kind.ARM: 4, Kind.HAND: 4},
    Kind.DAMPER: {Kind.DAMPER_ROD: 1, Kind.DAMPER_SPRING: 1},
}
RULES: Mapping[Kind, str] = {
    Kind.TORSO: TORSO,
    Kind.HIPS: HIPS,
    Kind.DOLL_TORSO: TOGETHER,
    Kind.DOLL_LEGS: TOGETHER,
    Kind.TECHNIC_TORSO: TOGETHER,
    Kind.LEVER_BASE: TOGETHER,
    Kind.TURNTABLE: TOGETHER,
    Kind.MONKEY: TOGETHER,
    Kind.DAMPER: TOGETHER,
}
_SOLD_AS: Mapping[str, str] = {
    "4592": "73587a.dat",
    "2698": "2698c01.dat",
    "2699c01": "2698c01.dat",
    "3403": "3403c01.dat",
    "2550": "2550c01.dat",
    "4255": "73129.dat",
    "2909": "41475-f1.dat",
}
_BY_SPRING: Mapping[str, str] = {  # how stiff a shock absorber is, and so its number, only its spring tells
    "70038": "73129.dat",
    "71953": "76138.dat",
    "22977": "76537.dat",
    "41837": "41838.dat",
    "90026": "89953.dat",
    "90033": "89954.dat",
    "41355": "41475-f1.dat",
    "u9409": "74741-f1.dat",
    "u9410": "75348-f1.dat",
    "u9411": "95292-f1.dat",
}
_PIECES = tuple(dict.fromkeys(piece for slots in SLOTS.values() for piece in slots))
_MOST_PAIRS = 2_000_000  # a table of distances of 16 MB
_REACH = 80.0  # LDU: no figure's hand is farther from its torso than that
_REACH_OF = {Kind.DAMPER: 160.0, Kind.TECHNIC_TORSO: 200.0}  # LDU: a shock absorber pulled out, an arm stretched out


def assembled(rows: Rows, kinds: Kinds) -> Iterator[Item]:
    """One item for each body, with what was found beside it, and one for each piece left over."""
    for row in rows.of(Kind.ASSEMBLY):
        rows.take([row])
        yield _whole(row, kinds)
    for body, slots in SLOTS.items():
        bodies = rows.of(body)
        if not bodies:
            continue
        groups = [[row] for row in bodies]
        for piece, most in slots.items():
            _share_out(rows, bodies, groups, rows.of(piece), most, _REACH_OF.get(body, _REACH))
        rows.take(bodies)
        for group in groups:
            yield make_item(RULES[body], group[0].name, group[0].colour, group)
    loose = rows.of(*_PIECES)
    rows.take(loose)
    for row in loose:
        yield make_item(LOOSE, row.name, row.colour, [row], detail=row.kind.name)


def sold_whole(body: str, pieces: Sequence[str]) -> str | None:
    """The part that a body with these pieces is sold as; None where it keeps its own number, as torsos do."""
    springs = (_BY_SPRING.get(piece.removesuffix(".dat").split("-")[0]) for piece in pieces)
    return next(filter(None, springs), None) or _SOLD_AS.get(body.removesuffix(".dat")) or whole_doll(body)


def _whole(row: Row, kinds: Kinds) -> Item:
    """What a shortcut holds, as if its contents had been placed one by one."""
    header = kinds.header(row.name)
    pieces = Counter(
        (name, row.colour if own == CURRENT_COLOUR else own)
        for name, own in (contents(header, kinds.library) if header else ())
    )
    body, colour = next((piece for piece in pieces if kinds[piece[0]] in BODIES), (row.name, row.colour))
    return Item(TOGETHER, body, colour, (((row.name, row.colour), 1),), pieces=tuple(sorted(pieces.items())))


def _share_out(
    rows: Rows, bodies: list[Row], groups: list[list[Row]], pieces: list[Row], most: int, reach: float
) -> None:
    """Nearest pairs first, so that figures that stand close to each other keep their own hands."""
    if not pieces:
        return
    has_choice = len(bodies) > 1 or len(pieces) > most
    if not has_choice or len(pieces) * len(bodies) > _MOST_PAIRS:
        _deal_out(rows, groups, pieces, most)
        return
    steps = np.linalg.norm(rows.places(pieces)[:, None] - rows.places(bodies)[None], axis=2)
    near = np.flatnonzero(steps <= reach)
    taken = [0] * len(bodies)
    used: set[int] = set()
    for flat in near[np.argsort(steps.ravel()[near], kind="stable")].tolist():
        piece, body = divmod(flat, len(bodies))
        if piece not in used and taken[body] < most:
            groups[body].append(pieces[piece])
            taken[body] += 1
            used.add(piece)
    rows.take(pieces[place] for place in used)


def _deal_out(rows: Rows, groups: list[list[Row]], pieces: list[Row], most: int) -> None:
    """For one body that all belong to, and for very many: in file order, without looking where they stand."""
    for place, piece in enumerate(pieces[: most * len(groups)]):
        groups[place // most].append(piece)
    rows.take(pieces[: most * len(groups)])
