"""What follows the position in type 1 lines: nine numbers of rotation and scale, then the name of what is placed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import isfinite

import numpy as np
import numpy.typing as npt

from brickcore.library.names import normalise

_NUMBERS = 9
_OUTSIDE = re.compile(r"^[/~]|^[a-z]:|://|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f]|/$|(?:^|/)\.(?:dat|ldr|mpd)$")
LONGEST_NAME = 255  # letters; no file system and no catalogue has longer ones
_LONGEST_RAW = 4 * LONGEST_NAME  # bytes
_FLAT = 1e-12  # volume of the unit cube below which a placement has no thickness


@dataclass(slots=True)
class Tails:
    """Per different tail: which name and which rotation it has; `fault` is why it cannot be used, or empty.

    `names` are the different normalised names. `rotations` is float64[k, 3, 3]; `flat` bool[k] tells those that are
    singular.
    """

    names: list[str]
    name_index: npt.NDArray[np.int64]
    spellings: list[str]
    rotation_index: npt.NDArray[np.int32]
    fault: list[str]
    rotations: npt.NDArray[np.float64]
    flat: npt.NDArray[np.bool_]


def read_tails(tails: Sequence[bytes], encoding: str) -> Tails:
    """Look at each different tail once.

    Faults: "short", "number", "finite", "long", "outside" (a path or address, not a part's name).
    """
    known: dict[bytes, tuple[str, str, str]] = {}
    turns = _Turns()
    index = np.zeros(len(tails), np.int32)
    names = []
    for place, tail in enumerate(tails):
        turn, _, raw = tail.rpartition(b" ")  # most names are one word
        number = turns.get(turn)
        if number is None:
            number, raw = turns.add(tail, turn, raw)
            if number < 0:
                names.append(("", "", "short"))
                continue
        names.append(known.get(raw) or known.setdefault(raw, _name(raw, encoding)))
        index[place] = number
    values, faults = _rotations(turns.words)
    fault = [why or (faults[at] if faults else "") for (_, _, why), at in zip(names, index.tolist(), strict=True)]
    with np.errstate(all="ignore"):  # numbers near the largest overflow, and are not flat
        flat = np.abs(np.linalg.det(values)) < _FLAT
    numbers = {name: number for number, name in enumerate(dict.fromkeys(name for name, _, _ in names))}
    name_index = np.array([numbers[name] for name, _, _ in names], np.int64)
    return Tails(list(numbers), name_index, [spelling for _, spelling, _ in names], index, fault, values, flat)


class _Turns(dict[bytes, int]):
    """The different rotations as spelled, numbered; `words` are the nine numbers of each."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[list[bytes]] = []

    def add(self, tail: bytes, turn: bytes, raw: bytes) -> tuple[int, bytes]:
        """The number of a tail's rotation, and the name after it; -1 where there are fewer than ten words."""
        words = turn.split()
        if len(words) != _NUMBERS:
            *words, raw = tail.split(None, _NUMBERS)
            if len(words) < _NUMBERS:
                return -1, b""
            turn = tail[: -len(raw)]
            if turn in self:
                return self[turn], raw
        self[turn] = len(self.words)
        self.words.append(words)
        return self[turn], raw


def _rotations(words: Sequence[Sequence[bytes]]) -> tuple[npt.NDArray[np.float64], list[str]]:
    """float64[k, 3, 3], at least one, and what is wrong with each; no faults at all where nothing is wrong with any."""
    try:
        values = np.fromiter(map(float, chain.from_iterable(words)), np.float64).reshape(-1, 3, 3)
    except ValueError:
        pass
    else:
        if np.isfinite(values).all():
            return (values, []) if len(values) else (np.zeros((1, 3, 3)), [])
    read = [_rotation(row) for row in words]
    return np.array([numbers for numbers, _ in read]).reshape(-1, 3, 3), [why for _, why in read]


def _name(raw: bytes, encoding: str) -> tuple[str, str, str]:
    if len(raw) > _LONGEST_RAW:
        return "", "", "long"
    spelling = raw.decode(encoding, "replace").strip()
    name = normalise(spelling)
    if len(name) > LONGEST_NAME:
        return "", "", "long"
    plain = spelling.lower().replace("\\", "/")  # an ending that is put on must not hide a path
    return name, spelling, "outside" if _OUTSIDE.search(plain) else ""


def _rotation(words: Sequence[bytes]) -> tuple[list[float], str]:
    zeros = [0.0] * _NUMBERS
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return zeros, "number"
    return (numbers, "") if all(map(isfinite, numbers)) else (zeros, "finite")
