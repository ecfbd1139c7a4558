"""What became of a file's rows, while it is being brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shop.services.offer_imports.reading import ReadLot

MOST_KEPT = 1_000
LINES_SHOWN = 20
LONGEST = 300  # characters of a sentence


@dataclass(slots=True)
class Report:
    """Counts, the first refused rows with line and reason, and what was done by a rule."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    sold_out: int = 0
    rejected: int = 0
    rejections: list[dict[str, Any]] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)

    def reject(self, line: int | None, code: str, message: str, reference: str = "", **more: Any) -> None:
        """A row is refused; `said` is what it says. The lowest lines are kept, in whatever order they come: see
        `fields`.
        """
        self.rejected += 1
        if len(self.rejections) < 2 * MOST_KEPT:
            told = {"line": line, "code": code, "message": message[:LONGEST], "reference": reference[:100]}
            self.rejections.append(told | more)

    def note(self, code: str, message: str, lines: Sequence[int], count: int = 0) -> None:
        """Something was done by a rule, in these lines."""
        if lines or count:
            shown = sorted(lines)[:LINES_SHOWN]
            self.notices.append({"code": code, "message": message, "count": count or len(lines), "lines": shown})

    def take_reading(self, told: Mapping[str, Any]) -> None:
        """What the child says of the file: rows that it could not use, and what it did by a rule."""
        for one in told["refused"]:
            self.reject(one["line"], one["code"], one["message"], one["reference"], said=one["said"])
        self.rejected += told["refused_count"] - len(told["refused"])
        for notice in told["notices"]:
            lines = [notice["line"]] if notice["line"] else []
            self.note(notice["code"], notice["message"], lines, notice["count"])

    def fields(self) -> dict[str, Any]:
        """The fields of the import's row."""
        names = ("added", "changed", "unchanged", "sold_out", "rejected", "notices")
        kept = sorted(self.rejections, key=lambda one: one["line"] or 0)[:MOST_KEPT]
        return {name: getattr(self, name) for name in names} | {"rejections": kept}


def said_by(lot: ReadLot) -> dict[str, str]:
    """What a row that was read says, under the headings of `brickcore.formats.lists.said`."""
    told = {
        "part": lot.number, "system": lot.system, "colour": lot.colour, "colour_system": lot.colour_system,
        "quantity": str(lot.quantity), "name": lot.name, "condition": lot.condition, "price": str(lot.price),
        "currency": lot.currency, "multiple": str(lot.multiple),
        "tiers": "; ".join(f"{pieces}:{each}" for pieces, each in lot.tiers), "remarks": lot.remarks,
        "comment": lot.comment, "lot_key": lot.lot_key,
    }  # fmt: skip
    return {kind: text for kind, text in told.items() if text}
