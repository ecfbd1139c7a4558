"""Hoses, chains, strings, cables and bands: drawn as many segments, sold as one part.

Segments are told by the library (`Flexible_Section`, "Segment" in the title of what is not sold), by LSynth's names
(LS50 …) and by bare cylinders. What belongs to one part is told, in this order, by the program that bent it (a
block that LSynth or LDCad wrote), and by where segments stand: they follow each other without a gap. Ends of hoses
are sold with the hose, and so are end segments and plugs that stand right beside what a program bent.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from brickcore.bom.kinds import Kind, Kinds
from brickcore.bom.tally import Item, Row, Rows, make_item

BENT, HOSE_END = "BENT_PART", "HOSE_END"
_IN_BLOCK = (Kind.SEGMENT, Kind.SEGMENT_END, Kind.CABLE_END, Kind.TUBE, Kind.PRIMITIVE, Kind.PIECE)
_GAP = 4.0  # times the usual distance between neighbours
_SMALLEST_GAP = 8.0  # LDU
_SLACK = 1.25  # how much farther than its own length a stretched segment reaches
_MOST_COMPARED = 1_500
_FEWEST_TUBES = 3
_ENDS = 2
_NUMBERED_SEGMENT = re.compile(r"((?:.*[ /_-])?\d+)(?:p\d+)?k\d\d\.dat")
_WITH_TABS = "750.dat"


def bent_parts(rows: Rows, kinds: Kinds) -> Iterator[Item]:
    """One item for each bent part of a submodel."""
    found = [*_blocks(rows, kinds), *_strings(rows)]
    ends = rows.of(Kind.SEGMENT_END)
    for group in found:
        own = [] if any(row.kind is Kind.SEGMENT_END for row in group) else ends[:_ENDS]
        ends = ends[len(own) :]
        rows.take([*group, *own])
        yield _item([*group, *own])
    rows.take(ends)
    for end in ends:
        yield make_item(HOSE_END, end.name, end.colour, [end])


def _blocks(rows: Rows, kinds: Kinds) -> Iterator[list[Row]]:
    for _, inside in rows.spans("synth", "path"):
        group = [row for row in inside if row.kind in _IN_BLOCK]
        if group:
            group += loose_ends(group, rows, kinds)
            rows.take(group)
            yield group


def loose_ends(bent: Sequence[Row], rows: Rows, kinds: Kinds) -> list[Row]:
    """What no program wrote right beside what one bent, two at most: segments of its colour and part, or plugs."""
    links = [row for row in bent if row.kind is Kind.SEGMENT][:_MOST_COMPARED]
    if len(links) < 2 or not (loose := _unbent(links[0], rows, kinds)):
        return []
    places = rows.places(links)
    reach = _largest_gap(_nearest(np.linalg.norm(places[:, None] - places[None], axis=2)))
    away = np.linalg.norm(rows.places(loose)[:, None] - places[None], axis=2).min(axis=1)
    return [loose[place] for place in np.argsort(away, kind="stable")[:_ENDS].tolist() if away[place] <= reach]


def _unbent(link: Row, rows: Rows, kinds: Kinds) -> list[Row]:
    """Plugs, and segments outside of all blocks that make the same part as this one, in its colour."""
    alike = [row for row in rows.of(Kind.SEGMENT) if row.colour == link.colour]
    whole = sold_as(kinds.library.resolve(link.name), ())
    bent = {row.index for _, inside in rows.spans("synth", "path", "substitute") for row in inside}
    loose = [row for row in alike if row.index not in bent]
    segments = [row for row in loose if whole and sold_as(kinds.library.resolve(row.name), ()) == whole]
    return segments + rows.of(Kind.CABLE_END)


def _strings(rows: Rows) -> Iterator[list[Row]]:
    """Segments outside such blocks, by colour and by place."""
    by_colour: dict[tuple[int, Kind], list[Row]] = {}
    for row in rows.of(Kind.SEGMENT, Kind.TUBE):
        by_colour.setdefault((row.colour, row.kind), []).append(row)
    for (_, kind), alike in by_colour.items():
        labels = _connected(rows.places(alike), rows.lengths(alike))
        for places in _groups(labels):
            group = [alike[place] for place in places]
            if kind is Kind.SEGMENT or len(group) >= _FEWEST_TUBES:
                yield group


def _connected(places: npt.NDArray[np.float64], lengths: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """A label for each place, the same for places that a chain of small gaps joins.

    `lengths`: how far each is stretched.
    """
    if len(places) > _MOST_COMPARED:
        return _runs(places)
    steps = np.linalg.norm(places[:, None] - places[None], axis=2)
    reach = _SLACK * np.maximum(lengths[:, None], lengths[None])
    near = steps <= np.maximum(reach, _largest_gap(_nearest(steps)))
    labels = np.full(len(places), -1, np.int64)
    for label, start in enumerate(_starts(labels)):
        front = np.zeros(len(places), bool)
        front[start] = True
        while front.any():
            labels[front] = label
            front = near[front].any(axis=0) & (labels < 0)
    return labels


def _groups(labels: npt.NDArray[np.int64]) -> Iterator[list[int]]:
    """The places of each label, labels rising."""
    order = np.argsort(labels, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        yield group.tolist()


def _starts(labels: npt.NDArray[np.int64]) -> Iterator[int]:
    """The first place without a label, again and again, until all have one."""
    while (labels < 0).any():
        yield int(np.argmax(labels < 0))


def _nearest(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    others = steps.copy()
    np.fill_diagonal(others, np.inf)
    nearest: npt.NDArray[np.float64] = others.min(axis=1)
    return nearest[np.isfinite(nearest)]


def _largest_gap(usual: npt.NDArray[np.float64]) -> float:
    return max(_GAP * float(np.median(usual)), _SMALLEST_GAP) if len(usual) else _SMALLEST_GAP


def _runs(places: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """For very many segments: a new part begins where two rows in file order stand far apart."""
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    return np.concatenate([[0], np.cumsum(steps > _largest_gap(steps))]).astype(np.int64)


def _item(group: Sequence[Row]) -> Item:
    segments = [row for row in group if row.kind not in (Kind.SEGMENT_END, Kind.CABLE_END)] or list(group)
    (name, colour), _ = Counter((row.name, row.colour) for row in segments).most_common(1)[0]
    return make_item(BENT, name, colour, group, detail=str(len(segments)))


def sold_as(name: str, placed: Sequence[str]) -> str | None:
    """The part that a bent one made of these segments is sold as; None where that is not known.

    A segment's number is that of the part with `kNN`. The old hose of 8.5 studs is one part with its ends: 73590b
    with tabs, else 73590a.
    """
    numbered = _NUMBERED_SEGMENT.fullmatch(name)
    if numbered is not None:
        return f"{numbered[1]}.dat"
    if name in ("754.dat", "755.dat", "756.dat"):
        return "73590b.dat" if _WITH_TABS in placed else "73590a.dat"
    return None
