"""What follows the position in type 1 lines: nine numbers of rotation and scale, then the name of what is placed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from brickcore.library.names import normalise

_NUMBERS = 9
_OUTSIDE = re.compile(r"^[/~]|^[a-z]:|://|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f]")
_FLAT = 1e-12  # volume of the unit cube below which a placement has no thickness


@dataclass(slots=True)
class Tails:
    """Per different tail: the normalised name, and which rotation it has; `fault` is why it cannot be used, or empty.

    `rotations` is float64[k, 3, 3]; `flat` bool[k] tells those that are singular.
    """

    names: list[str]
    spellings: list[str]
    rotation_index: npt.NDArray[np.int32]
    fault: list[str]
    rotations: npt.NDArray[np.float64]
    flat: npt.NDArray[np.bool_]


def read_tails(tails: Sequence[bytes], encoding: str) -> Tails:
    """Look at each different tail once. Faults: "short", "number", "finite", "outside" (a path or address, not a part's name)."""
    known: dict[bytes, tuple[str, str, str]] = {}
    rotation_ids: dict[tuple[bytes, ...], int] = {}
    values: list[list[float]] = []
    value_faults: list[str] = []
    found = Tails([], [], np.empty(0, np.int32), [], np.empty((0, 3, 3)), np.empty(0, bool))
    index = np.zeros(len(tails), np.int32)
    for place, tail in enumerate(tails):
        words = tail.split(None, _NUMBERS)
        name, spelling, fault = "", "", "short"
        if len(words) > _NUMBERS:
            raw = words.pop()
            name, spelling, fault = known.get(raw) or known.setdefault(raw, _name(raw, encoding))
            rotation = tuple(words)
            if rotation not in rotation_ids:
                rotation_ids[rotation] = len(values)
                numbers, why = _rotation(words)
                values.append(numbers)
                value_faults.append(why)
            index[place] = rotation_ids[rotation]
            fault = fault or value_faults[index[place]]
        found.names.append(name)
        found.spellings.append(spelling)
        found.fault.append(fault)
    found.rotations = np.array(values or [[0.0] * _NUMBERS]).reshape(-1, 3, 3)
    found.flat = np.abs(np.linalg.det(found.rotations)) < _FLAT
    found.rotation_index = index
    return found


def _name(raw: bytes, encoding: str) -> tuple[str, str, str]:
    spelling = raw.decode(encoding, "replace").strip()
    name = normalise(spelling)
    return name, spelling, "outside" if _OUTSIDE.search(name) else ""


def _rotation(words: Sequence[bytes]) -> tuple[list[float], str]:
    zeros = [0.0] * _NUMBERS
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return zeros, "number"
    return (numbers, "") if np.isfinite(numbers).all() else (zeros, "finite")
