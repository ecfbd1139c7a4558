"""The placements of a whole file as columns, with a notice for every line that cannot be used as it stands."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR, LARGEST_COLOUR
from brickcore.errors import Location
from brickcore.formats.ldraw.references import References, read_references
from brickcore.formats.ldraw.tails import LONGEST_NAME, Tails, read_tails
from brickcore.notice_log import NoticeLog
from brickcore.placing import Placing

_NUMBERS_HINT = (
    "Place this part again in your building program, or write twelve numbers between the colour and the part."
)
UNKNOWN_LINE = (
    "UNKNOWN_LINE",
    "A line begins with none of 0 to 5, as every LDraw line does, and is passed over.",
    "Save the model as LDraw from your building program; Studio's modelv1.ldr is of another kind.",
)
_LONGEST_CODE = 20  # digits
_FAULTS = {
    "kind": UNKNOWN_LINE,
    "short": ("MALFORMED_LINE", "A part's line is incomplete and is left out.", _NUMBERS_HINT),
    "number": (
        "MALFORMED_LINE",
        "A part's line holds a word where a number should be, and is left out.",
        _NUMBERS_HINT,
    ),
    "long": (
        "NAME_TOO_LONG",
        f"A part's name has more than {LONGEST_NAME} letters, and its line is left out.",
        "Give the part or submodel a shorter name.",
    ),
    "finite": (
        "NOT_FINITE",
        "A part's place is not a finite number (NaN or infinite), and its line is left out.",
        _NUMBERS_HINT,
    ),
}


def read_columns(
    lines: Sequence[bytes], indices: npt.NDArray[np.int64], encoding: str, file_name: str, notices: NoticeLog
) -> Placing:
    """Read the type 1 lines at these indices, counted from 0."""
    rows, bad = read_references(lines, indices)
    for line in bad:
        _report(notices, line.why, file_name, line.line)
    tails = read_tails(rows.tails, encoding)
    if any(tails.fault):
        faulty = np.array([bool(why) for why in tails.fault])[rows.tail_index]
        for row in np.flatnonzero(faulty).tolist():
            tail = rows.tail_index[row]
            _report(notices, tails.fault[tail], file_name, int(rows.lines[row]), tails.spellings[tail])
        rows = _take(rows, np.flatnonzero(~faulty))
    if tails.flat.any():
        _report_flat(notices, tails, rows, file_name)
    colours, codes = np.unique(_codes(rows, file_name, notices), return_inverse=True)
    return Placing(
        lines=rows.lines + 1,
        name_index=tails.name_index[rows.tail_index],
        names=tails.names,
        colour_index=codes[rows.colour_index],
        colours=colours.tolist(),
        positions=rows.positions,
        rotation_index=tails.rotation_index[rows.tail_index],
        rotations=tails.rotations,
    )


def _take(rows: References, kept: npt.NDArray[np.int64]) -> References:
    return References(
        rows.lines[kept],
        rows.colour_index[kept],
        rows.colours,
        rows.positions.take(kept),
        rows.tail_index[kept],
        rows.tails,
    )


def _codes(rows: References, file_name: str, notices: NoticeLog) -> list[int]:
    """The codes that the different texts stand for; what stands for none is read as the current colour, and told."""
    codes = [_colour(text) for text in rows.colours]
    is_none = np.array([code is None for code in codes], bool)
    for row in np.flatnonzero(is_none[rows.colour_index]).tolist():
        spelled = rows.colours[rows.colour_index[row]][:20].decode("ascii", "replace")
        notices.warn(
            "COLOUR_OUT_OF_RANGE",
            f"“{spelled}” is no colour code; the part is read without a colour of its own.",
            Location(file_name, int(rows.lines[row]) + 1),
            "Colours are numbers such as 4 (red), or 0x2 followed by six hexadecimal digits.",
        )
    return [CURRENT_COLOUR if code is None else code for code in codes]


def _colour(text: bytes) -> int | None:
    """A code in decimal, or hexadecimal after 0x or #; None where it is neither or no code can be that large."""
    if len(text) > _LONGEST_CODE or b"_" in text:  # Python takes 1_6 for 16
        return None
    try:
        code = int(text[1:], 16) if text[:1] == b"#" else int(text, 16 if text[:2].lower() == b"0x" else 10)
    except ValueError:
        return None
    return code if 0 <= code <= LARGEST_COLOUR else None


def _report(notices: NoticeLog, why: str, file_name: str, line: int, spelling: str = "") -> None:
    at = Location(file_name, line + 1)
    if why == "outside":
        notices.warn(
            "REFERENCE_OUTSIDE",
            f"“{spelling[:80]}” is a path or address, not the name of a part, and is left out.",
            at,
            "Refer to parts by name (3001.dat), and put submodels of your own into the same .mpd file.",
        )
        return
    code, message, hint = _FAULTS[why]
    notices.warn(code, message, at, hint)


def _report_flat(notices: NoticeLog, tails: Tails, rows: References, file_name: str) -> None:
    for row in np.flatnonzero(tails.flat[tails.rotation_index[rows.tail_index]]).tolist():
        notices.warn(
            "SINGULAR_MATRIX",
            "A part is squeezed flat (its matrix is singular). It is counted, and may not be seen in 3D.",
            Location(file_name, int(rows.lines[row]) + 1),
            "Place this part again in your building program.",
            (tails.names[tails.name_index[rows.tail_index[row]]],),
        )
