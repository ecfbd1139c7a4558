"""What one submodel contributes: its rows by kind, and the items that rules make of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from brickcore.bom.kinds import Kind
from brickcore.colours import INHERITED
from brickcore.model import Reference, Span, Submodel

Pieces = tuple[tuple[Reference, int], ...]  # with how often each goes into one


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a submodel that a rule may care about."""

    index: int
    name: str
    colour: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Item:
    """Something that counts as one part, or (when `part` is empty) as none.

    `rule` is the code of the rule that made it. `placed` are the references that it stands for, with how often each
    goes into one. `pieces` are what it is put together from where that is not what is placed (a shortcut).
    """

    rule: str
    part: str
    colour: int
    placed: Pieces
    detail: str = ""
    pieces: Pieces = ()

    def recoloured(self, colour: int) -> "Item":
        """The same item where the submodel is used in this colour: 16 and 24 inherit."""
        own = colour if self.colour in INHERITED else self.colour
        return Item(
            self.rule, self.part, own, _recoloured(self.placed, colour), self.detail, _recoloured(self.pieces, colour)
        )


def _recoloured(pieces: Pieces, colour: int) -> Pieces:
    return tuple(((name, colour if own in INHERITED else own), times) for (name, own), times in pieces)


def make_item(rule: str, part: str, colour: int, rows: Iterable[Row], detail: str = "") -> Item:
    """An item that stands for these rows."""
    placed = Counter((row.name, row.colour) for row in rows)
    return Item(rule, part, colour, tuple(sorted(placed.items())), detail)


@dataclass(slots=True)
class Rows:
    """The rows of a submodel that want a rule. Rules take rows away; what is left in the end is handled one by one."""

    submodel: Submodel
    left: dict[int, Row]
    _places: npt.NDArray[np.float64] | None = field(default=None, repr=False)

    def of(self, *kinds: Kind) -> list[Row]:
        """The rows of these kinds that no rule has taken yet, in file order."""
        return [row for row in self.left.values() if row.kind in kinds]

    def take(self, rows: Iterable[Row]) -> None:
        """These rows are accounted for."""
        for row in rows:
            self.left.pop(row.index, None)

    def places(self, rows: Sequence[Row]) -> npt.NDArray[np.float64]:
        """float64[n, 3]: where the rows stand in the submodel, in LDU."""
        if self._places is None:
            self._places = self.submodel.translations()
        return self._places[[row.index for row in rows]]

    def lengths(self, rows: Sequence[Row]) -> npt.NDArray[np.float64]:
        """float64[n]: by how much each row stretches what it places, along the axis where that is most."""
        turned = self.submodel.rotations()[[row.index for row in rows]]
        longest: npt.NDArray[np.float64] = np.linalg.norm(turned, axis=1).max(axis=1)
        return longest

    def spans(self, *kinds: str) -> Iterator[tuple[Span, list[Row]]]:
        """Spans of these kinds, each with its rows that no rule has taken yet."""
        for span in self.submodel.spans:
            if span.kind in kinds:
                yield span, [self.left[index] for index in range(span.start, span.end) if index in self.left]
