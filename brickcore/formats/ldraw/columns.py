"""The placements of a whole file as columns, with a notice for every line that cannot be used as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR
from brickcore.coordinates import Positions
from brickcore.errors import Location
from brickcore.formats.ldraw.references import References, read_references
from brickcore.formats.ldraw.tails import Tails, read_tails
from brickcore.notice_log import NoticeLog

_LARGEST_COLOUR = 0x3FFFFFF
_NUMBERS_HINT = (
    "Place this part again in your building program, or write twelve numbers between the colour and the part."
)
_FAULTS = {
    "short": ("MALFORMED_LINE", "A part's line is incomplete and is left out.", _NUMBERS_HINT),
    "number": (
        "MALFORMED_LINE",
        "A part's line holds a word where a number should be, and is left out.",
        _NUMBERS_HINT,
    ),
    "finite": (
        "NOT_FINITE",
        "A part's place is not a finite number (NaN or infinite), and its line is left out.",
        _NUMBERS_HINT,
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """n usable placements: `lines` are indices counted from 0; `coordinates` columns as in `Coordinates`."""

    lines: npt.NDArray[np.int64]
    colours: list[int]
    names: list[str]
    positions: Positions
    rotations: npt.NDArray[np.float64]
    rotation_index: npt.NDArray[np.int32]


def read_columns(
    lines: Sequence[bytes], indices: npt.NDArray[np.int64], encoding: str, file_name: str, log: NoticeLog
) -> Columns:
    """Read the type 1 lines at these indices."""
    rows, bad = read_references(lines, indices)
    for line in bad:
        _report(log, line.why, file_name, line.line)
    tails = read_tails(rows.tails, encoding)
    tail_index = np.array(rows.tail_index, np.int64)
    if any(tails.fault):
        faulty = np.array([bool(why) for why in tails.fault])[tail_index]
        for row in np.flatnonzero(faulty).tolist():
            _report(
                log, tails.fault[tail_index[row]], file_name, int(rows.lines[row]), tails.spellings[tail_index[row]]
            )
        rows, tail_index = _without(rows, tail_index, faulty)
    rotation_index = tails.rotation_index[tail_index]
    _report_flat(log, tails, rotation_index, rows, tail_index, file_name)
    names = tails.names
    return Columns(
        rows.lines,
        _colours(rows, file_name, log),
        [names[index] for index in tail_index.tolist()],
        rows.positions,
        tails.rotations,
        rotation_index,
    )


def _without(
    rows: References, tail_index: npt.NDArray[np.int64], faulty: npt.NDArray[np.bool_]
) -> tuple[References, npt.NDArray[np.int64]]:
    keep = np.flatnonzero(~faulty)
    kept = References(
        rows.lines[keep], [rows.colours[row] for row in keep.tolist()], rows.positions.take(keep), [], rows.tails
    )
    return kept, tail_index[keep]


def _colours(rows: References, file_name: str, log: NoticeLog) -> list[int]:
    codes = {text: _colour(text) for text in set(rows.colours)}
    unusable = {text for text, code in codes.items() if code is None}
    if unusable:
        for row, text in enumerate(rows.colours):
            if text in unusable:
                log.warn(
                    "COLOUR_OUT_OF_RANGE",
                    f"“{text[:20].decode('ascii', 'replace')}” is no colour code; the part is read without a colour of its own.",
                    Location(file_name, int(rows.lines[row]) + 1),
                    "Colours are numbers such as 4 (red), or 0x2 followed by six hexadecimal digits.",
                )
    known = {text: CURRENT_COLOUR if code is None else code for text, code in codes.items()}
    return [known[text] for text in rows.colours]


def _colour(text: bytes) -> int | None:
    """A code in decimal, or hexadecimal after 0x or #; None where it is neither or no code can be that large."""
    try:
        code = int(text[1:], 16) if text[:1] == b"#" else int(text, 16 if text[:2].lower() == b"0x" else 10)
    except ValueError:
        return None
    return code if 0 <= code <= _LARGEST_COLOUR else None


def _report(log: NoticeLog, why: str, file_name: str, line: int, spelling: str = "") -> None:
    at = Location(file_name, line + 1)
    if why == "outside":
        log.warn(
            "REFERENCE_OUTSIDE",
            f"“{spelling[:80]}” is a path or address, not the name of a part, and is left out.",
            at,
            "Refer to parts by name (3001.dat), and put submodels of your own into the same .mpd file.",
        )
        return
    code, message, hint = _FAULTS[why]
    log.warn(code, message, at, hint)


def _report_flat(
    log: NoticeLog,
    tails: Tails,
    rotation_index: npt.NDArray[np.int32],
    rows: References,
    tail_index: npt.NDArray[np.int64],
    file_name: str,
) -> None:
    if not tails.flat.any():
        return
    for row in np.flatnonzero(tails.flat[rotation_index]).tolist():
        log.warn(
            "SINGULAR_MATRIX",
            "A part is squeezed flat (its matrix is singular). It is counted, and may not be seen in 3D.",
            Location(file_name, int(rows.lines[row]) + 1),
            "Place this part again in your building program.",
            (tails.names[tail_index[row]],),
        )
