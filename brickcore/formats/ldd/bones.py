"""Where LDD's parts stand: the matrices that files of version 5 write, and the axes and angles of version 4."""

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from brickcore.formats.ldd.mapping import turn

Matrix = npt.NDArray[np.float64]
_NUMBERS = 12


def matrices_of(texts: Sequence[str], known: Mapping[int, Matrix]) -> tuple[Matrix, set[int]]:
    """All bones, float64[b, 4, 4], and which of them are no matrices; `known` go before their texts."""
    made = np.tile(np.eye(4), (len(texts), 1, 1))
    rows, numbers = _numbers(texts)
    made[rows, :3, :3] = numbers[:, :9].reshape(-1, 3, 3).transpose(0, 2, 1)  # three axes, each as a column
    made[rows, :3, 3] = numbers[:, 9:]
    for row, matrix in known.items():
        made[row] = matrix
    fine = np.isfinite(made).all((1, 2))
    lost = set(np.flatnonzero(~fine).tolist()) | set(range(len(made))) - set(rows) - set(known)
    made[~fine] = np.eye(4)
    return made, lost


def axis_angle(said: Mapping[str, str]) -> Matrix:
    """The place that an element of version 4 says: degrees about an axis, then an offset."""
    matrix = np.eye(4)
    try:
        axis = [float(said.get(key, "0")) for key in ("ax", "ay", "az")]
        matrix[:3, :3] = turn(axis, np.radians(float(said.get("angle", "0"))))
        matrix[:3, 3] = [float(said.get(key, "0")) for key in ("tx", "ty", "tz")]
    except ValueError:
        matrix[:] = np.nan  # told as lost with the others
    return matrix


def _numbers(texts: Sequence[str]) -> tuple[list[int], Matrix]:
    rows = [row for row, text in enumerate(texts) if text.count(",") == _NUMBERS - 1]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            numbers = np.fromstring(",".join([texts[row] for row in rows]), np.float64, sep=",")
    except (ValueError, DeprecationWarning):
        numbers = np.empty(0)
    if len(numbers) == _NUMBERS * len(rows):
        return rows, numbers.reshape(-1, _NUMBERS)
    # Somewhere is a word that is no number: then row by row.
    read = {row: floats for row in rows if (floats := _floats(texts[row])) is not None}
    return list(read), np.array(list(read.values())).reshape(-1, _NUMBERS)


def _floats(text: str) -> list[float] | None:
    try:
        return [float(word) for word in text.split(",")]
    except ValueError:
        return None
