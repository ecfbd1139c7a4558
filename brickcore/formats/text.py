"""Bytes that should be text: cut into lines, decoded when needed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.limits import Limits

_BOM = b"\xef\xbb\xbf"
_DOS_END = b"\x1a"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1a\x1b")
_SAMPLE = 65_536  # bytes that tell text from binary data
_RETURN, _NEWLINE, _BLANK = b"\r\n "


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines without surrounding blanks. `kinds` is the first byte of each, a blank where it is empty: uint8[n]."""

    text: list[bytes]
    kinds: npt.NDArray[np.uint8]
    encoding: str


def split_lines(data: bytes, name: str, limits: Limits) -> Lines:
    """Cut into lines; LF, CRLF, CR and mixtures end one. Raises for binary bytes and too many lines."""
    if data[:2] in _UTF16_BOMS:
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(_BOM).removesuffix(_DOS_END)
    _refuse_binary(data, name)
    _refuse_long(max(data.count(b"\n"), data.count(b"\r")), name, limits)  # before room is made for their places
    data, codes, ends = _ended_lines(data)
    _refuse_long(len(ends), name, limits)
    text = list(map(bytes.strip, data.splitlines()))
    kinds = codes[np.concatenate([[0], ends[:-1] + 1])]
    for line in np.flatnonzero(kinds <= _BLANK).tolist():
        kinds[line] = (text[line] or b" ")[0]
    return Lines(text, kinds, _encoding(data))


def _ended_lines(data: bytes) -> tuple[bytes, npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The same text, each line ended by LF or CRLF; its bytes as numbers; and where each LF is.

    CR becomes LF where any ends a line by itself.
    """
    data = data if data.endswith(b"\n") else data + b"\n"
    codes = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(codes == _NEWLINE)
    if np.count_nonzero(codes == _RETURN) != np.count_nonzero(codes[ends - 1] == _RETURN):
        return _ended_lines(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return data, codes, ends


def _refuse_long(lines: int, name: str, limits: Limits) -> None:
    if lines > limits.lines:
        raise HostileFile(
            "TOO_MANY_LINES",
            f"{name} has {lines:,} lines; at most {limits.lines:,} are read.",
            location=Location(name, limits.lines + 1),
            hint="Split the model, and upload each part of it as a build of its own.",
        )


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if b"\0" in data or controls > len(sample) // 100:
        raise UnreadableFile(
            "NOT_TEXT",
            f"{name} is not an LDraw model: it holds binary data where lines of text should be.",
            location=Location(name),
            hint="Upload the .ldr or .mpd file that your building program saved.",
        )


def _encoding(data: bytes) -> str:
    """UTF-8 where the bytes are valid UTF-8, else Windows' cp1252, which older programs wrote."""
    if data.isascii():
        return "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
