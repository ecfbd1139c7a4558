"""Brings entries into the catalogue: only what differs is written, in bulk."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from parts.models import Category, Part, PartNumber, System
from parts.services.catalogue.entries import PartEntry, Watch
from parts.services.source_names import STARTER

__all__ = ["STARTER", "PartWriter"]

BATCH = 1000
_MEASURES = ("width", "height", "depth", "weight", "weight_estimated")
_COLUMNS = ("number", "name", "category", "kind", "print_of", "keywords", *_MEASURES)


class PartWriter:
    """One load from one source; `source` is the evidence of the numbers it brings."""

    def __init__(self, source: str, watch: Watch) -> None:
        self._source = source
        self._watch = watch
        starters = PartNumber.objects.filter(system=System.LDRAW, evidence=STARTER)
        self._starters = set(starters.filter(rule=PartNumber.Rule.OWN).values_list("number", flat=True))
        self._second_names = set(starters.exclude(rule=PartNumber.Rule.OWN).values_list("number", flat=True))
        owners = PartNumber.objects.filter(system=System.LDRAW, rule=PartNumber.Rule.OWN)
        parts = {part.pk: part for part in Part.objects.defer("search")}
        self._parts = {number: parts[key] for number, key in owners.values_list("number", "part_id")}
        self._owners = {part.number: part for part in parts.values()}

    def write(self, entries: Sequence[PartEntry]) -> int:
        """Write all, plain parts before their prints; how many rows were new or changed.

        What the starter catalogue calls a second name (a motor without the cable that it is sold with) is no part of
        its own.
        """
        if self._source != STARTER:
            entries = [entry for entry in entries if entry.ldraw not in self._second_names]
        shelves = _shelves({entry.shelf for entry in entries})
        changes = self._write_parts([entry for entry in entries if not entry.print_of], shelves, "parts")
        changes += self._write_parts([entry for entry in entries if entry.print_of], shelves, "prints")
        return changes + self._write_numbers(entries)

    def _write_parts(self, entries: Sequence[PartEntry], shelves: dict[str, int], what: str) -> int:
        new: list[Part] = []
        changed: list[Part] = []
        for entry in entries:
            part = self._parts.get(entry.ldraw)
            if part is None:
                part = self._parts[entry.ldraw] = Part()
                new.append(part)
                self._assign(part, entry, shelves)
            elif self._may_change(entry) and self._assign(part, entry, shelves):
                changed.append(part)
        for batch in self._batches(new, what):
            Part.objects.bulk_create(batch)
        Part.objects.bulk_update(changed, _COLUMNS, batch_size=500)
        return len(new) + len(changed)

    def _may_change(self, entry: PartEntry) -> bool:
        return self._source == STARTER or entry.ldraw not in self._starters

    def _assign(self, part: Part, entry: PartEntry, shelves: dict[str, int]) -> bool:
        """Bring the part up to date; whether anything differed."""
        values: dict[str, Any] = {name: getattr(entry, name) for name in ("name", "kind", "keywords", *_MEASURES)}
        plain = self._parts.get(entry.print_of)
        if plain and entry.weight is None:
            values |= {"weight": plain.weight, "weight_estimated": plain.weight_estimated}
        values["number"] = self._free_number(part, entry)
        values["category_id"] = shelves[entry.shelf]
        values["print_of_id"] = plain.pk if plain else None
        differs = {name: value for name, value in values.items() if getattr(part, name) != value}
        for name, value in differs.items():
            setattr(part, name, value)
        return bool(differs)

    def _free_number(self, part: Part, entry: PartEntry) -> str:
        """The number to show; where another part shows it already, LDraw's, at last marked as such."""
        choices = (entry.number, entry.ldraw, f"{entry.ldraw}-ldraw")
        free = next(number for number in choices if self._owners.get(number, part) is part)
        self._owners[free] = part
        return free

    def _write_numbers(self, entries: Sequence[PartEntry]) -> int:
        known = set(PartNumber.objects.values_list("system", "number", "part_id"))
        new = []
        for entry in entries:
            part_id = self._parts[entry.ldraw].pk
            for row in entry.numbers:
                key = (str(row.system), row.number, part_id)
                if key not in known:
                    known.add(key)
                    new.append(self._number(part_id, row.system, row.number, row.rule))
        for batch in self._batches(new, "numbers"):
            PartNumber.objects.bulk_create(batch)
        return len(new)

    def _number(self, part_id: int, system: str, number: str, rule: str) -> PartNumber:
        return PartNumber(part_id=part_id, system=system, number=number, rule=rule, evidence=self._source)

    def _batches(self, rows: Sequence[Any], what: str) -> Any:
        return self._watch([rows[start : start + BATCH] for start in range(0, len(rows), BATCH)], what)


def _shelves(names: set[str]) -> dict[str, int]:
    missing = names - set(Category.objects.filter(name__in=names).values_list("name", flat=True))
    Category.objects.bulk_create([Category(name=name, slug=slugify(name)[:80]) for name in sorted(missing)])
    return dict(Category.objects.filter(name__in=names).values_list("name", "pk"))
