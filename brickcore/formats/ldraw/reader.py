"""LDraw models (.ldr, .mpd, .dat): bytes in, a Model out.

Source: LDraw.org "File Format Specification", "MPD File Specification" and "Colour Definition Language".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR, LDrawColour, parse_colour
from brickcore.content import Asked
from brickcore.errors import Location
from brickcore.formats.ldraw.checks import check_nesting
from brickcore.formats.ldraw.columns import UNKNOWN_LINE, read_columns
from brickcore.formats.ldraw.embedded import is_embedded_part
from brickcore.formats.ldraw.foreign_numbers import read_foreign
from brickcore.formats.ldraw.sections import Section, Sections, split_sections
from brickcore.formats.ldraw.spans import exchanged_lines, spans, step_starts, undrawn
from brickcore.formats.text import split_lines
from brickcore.library.names import normalise
from brickcore.limits import Limits
from brickcore.model import Model, Submodel
from brickcore.notice_log import NoticeLog
from brickcore.placing import Placing

PART_ALONE = "(part alone).ldr"
_META, _REFERENCE = ord("0"), ord("1")
_CONTENT = tuple(b"1234")
_SHOWN = 80  # letters of a name
_SYNTH_MARK = re.compile(r"ls\d+\.dat", re.IGNORECASE)
_LDRAW_LINE = np.isin(np.arange(256), tuple(b"012345 "))


@dataclass(frozen=True, slots=True, eq=False)
class _File:
    """One upload, cut into lines. `kinds` holds the first byte of each line."""

    name: str
    lines: list[bytes]
    kinds: npt.NDArray[np.uint8]
    encoding: str
    notices: NoticeLog

    def text(self, raw: bytes) -> str:
        return raw.decode(self.encoding, "replace").strip()


def read(data: bytes, name: str, asked: Asked) -> Model:
    """The reader of the formats' table."""
    return read_ldraw(data, name, asked.limits)


def read_ldraw(data: bytes, name: str, limits: Limits) -> Model:
    """Read an LDraw model. Raises as `brickcore.formats.read` does; lesser faults become notices of the model."""
    lines = split_lines(data, name, limits)
    file = _File(name, lines.text, lines.kinds, lines.encoding, NoticeLog(limits.notices))
    found = split_sections(file.lines, np.flatnonzero(file.kinds == _META).tolist())
    _report_unknown(file, found)
    _report_other_lines(file, found)
    _report_hidden(file, found)
    _report_undrawn(file, found)
    models, embedded, first = _sort(file, found)
    submodels = _read_submodels(file, models)
    if first in embedded:
        submodels = {PART_ALONE: _part_alone(first), **submodels}
    own = read_foreign(found.foreign)
    model = Model(
        root=next(iter(submodels)),
        submodels=submodels,
        embedded=embedded,
        colours=_colours(file, found),
        native_parts=own.parts,
        native_colours=own.colours,
    )
    check_nesting(model, name, limits, file.notices)
    return replace(model, notices=file.notices.all())


def _used(file: _File, found: Sections) -> list[Section]:
    """Sections that can be a model or part: FILEs, and what stands before them when it draws or places something.

    Where that leaves nothing, the file as it is.
    """
    used = []
    for section in found.all:
        inside = file.kinds[section.start : section.end]
        if section.kind == "model" and (section.name or np.isin(inside, _CONTENT).any()):
            used.append(section)
    return used or found.all[:1]


def _sort(file: _File, found: Sections) -> tuple[dict[str, Section], dict[str, bytes], str]:
    """Model sections and the texts of embedded parts, by name, and the name of the first file, which is the model.

    Of two files with one name the first holds.
    """
    models: dict[str, Section] = {}
    embedded: dict[str, bytes] = {}
    first = ""
    for section in _used(file, found):
        name = normalise(file.text(section.name) or file.name)
        is_first = not first
        first = first or name
        if name in models or name in embedded:
            _report_duplicate(file, section)
        elif is_embedded_part(section, file.kinds, file.lines, is_first=is_first):
            embedded[name] = b"\n".join(file.lines[section.start : section.end])
        else:
            models[name] = section
    return models, embedded, first


def _read_submodels(file: _File, models: Mapping[str, Section]) -> dict[str, Submodel]:
    """All placements of the file are read at once; each submodel then takes its rows."""
    size = len(file.lines)
    inside = _covered([(section.start, section.end) for section in models.values()], size)
    taken = _covered([lines for section in models.values() for lines in exchanged_lines(section)], size)
    indices = np.flatnonzero(inside & ~taken & (file.kinds == _REFERENCE))
    placing = read_columns(file.lines, indices, file.encoding, file.name, file.notices)
    return {name: _submodel(file, name, section, placing) for name, section in models.items()}


def _covered(ranges: Sequence[tuple[int, int]], size: int) -> npt.NDArray[np.bool_]:
    """Which of so many lines lie in any of the ranges, in one pass however they overlap: bool[size]."""
    starts, ends = np.array(ranges, np.int64).reshape(-1, 2).T
    deeper = np.bincount(starts, minlength=size + 1) - np.bincount(ends, minlength=size + 1)
    covered: npt.NDArray[np.bool_] = np.cumsum(deeper)[:size] > 0
    return covered


def _submodel(file: _File, name: str, section: Section, placing: Placing) -> Submodel:
    start, end = np.searchsorted(placing.lines, (section.start + 1, section.end + 1)).tolist()
    rows = placing.lines[start:end] - 1
    return Submodel(
        name=name,
        title=file.text(section.title),
        placing=placing,
        start=start,
        end=end,
        step_starts=step_starts(section, rows),
        spelling=file.text(section.name) or file.name,
        spans=spans(section, rows),
    )


def _part_alone(name: str) -> Submodel:
    """A model that places one part: what a part's own file comes to."""
    return Submodel(PART_ALONE, "", Placing.once(name, CURRENT_COLOUR), 0, 1, spelling=name)


def _colours(file: _File, found: Sections) -> dict[int, LDrawColour]:
    colours = (parse_colour(file.text(words).split()) for _, words in found.colours)
    return {colour.code: colour for colour in colours if colour is not None}


def _report_unknown(file: _File, found: Sections) -> None:
    for line, word in found.unknown:
        spelled = file.text(word[:40])
        file.notices.warn(
            "UNKNOWN_COMMAND",
            f"“0 {spelled}” is no command that is known here, and is passed over.",
            Location(file.name, line + 1),
            "Look whether it is spelled right; comments begin with “0 //”.",
        )


def _report_other_lines(file: _File, found: Sections) -> None:
    others = np.flatnonzero(~_LDRAW_LINE[file.kinds])
    if not len(others):
        return
    for section in found.all:
        if section.kind == "model":
            start, end = np.searchsorted(others, (section.start, section.end)).tolist()
            for line in others[start:end][: file.notices.limit].tolist():
                code, message, hint = UNKNOWN_LINE
                file.notices.warn(code, message, Location(file.name, line + 1), hint)


def _report_hidden(file: _File, found: Sections) -> None:
    """LSynth's marks are hidden as a matter of course, and were not to be counted anyway."""
    for line, row in found.hidden:
        name = file.text(row.split(None, 14)[-1])[:_SHOWN]
        if not _SYNTH_MARK.fullmatch(name):
            file.notices.note(
                "HIDDEN_LINE",
                f"{name} is hidden by the program that wrote the file, and is not counted.",
                Location(file.name, line + 1),
                "If it belongs to the model, show it in that program, and save the model again.",
                (normalise(name).removesuffix(".dat"),),
            )


def _report_undrawn(file: _File, found: Sections) -> None:
    for section in found.all:
        for line, kind in undrawn(section):
            file.notices.warn(
                "NOT_DRAWN",
                f"LSynth is told where a {file.text(kind)[:_SHOWN]} runs and has not drawn it. What is not drawn "
                "is not counted.",
                Location(file.name, line + 1),
                "Let LSynth draw it, and save the model again; or order it besides.",
            )


def _report_duplicate(file: _File, section: Section) -> None:
    file.notices.warn(
        "DUPLICATE_FILE",
        f"Two files in this file are named {file.text(section.name)}; the first holds, the other is passed over.",
        Location(file.name, section.start),
        "Give each submodel a name of its own.",
    )
