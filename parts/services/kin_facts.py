"""What the catalogue knows of LDraw parts that Rebrickable does not list by their own number: a handful of queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from brickcore.identity import Families, Known, Shape, normalise_words, number_form
from parts.models import System

_SURE = "('corrected', 'own', 'moved', 'alias', 'assumed')"

# The strongest row of each number, where it leads to one part only: its part, the name, and whether LDraw draws it.
_SETTLED = f"""
    SELECT settled.number, part.id, part.name, EXISTS (
        SELECT FROM parts_partnumber WHERE part_id = part.id AND system = 'ldraw' AND rule = 'own'
    ) FROM (
    SELECT number, min(part_id) AS part_id FROM (
        SELECT number, part_id, rank() OVER (PARTITION BY number ORDER BY array_position(
            ARRAY['corrected', 'own', 'moved', 'alias', 'assumed'], rule::text)) AS place
        FROM parts_partnumber WHERE system = 'rebrickable' AND rule IN {_SURE} AND NOT is_derived
    ) AS ranked WHERE place = 1 GROUP BY number HAVING count(*) = 1
    ) AS settled JOIN parts_part AS part ON part.id = settled.part_id
"""  # noqa: S608 - no value in it
_WITHOUT = """
    SELECT part.id, min(drawn.number), part.name, part.print_of_id
    FROM parts_part AS part
    JOIN parts_partnumber AS drawn ON drawn.part_id = part.id AND drawn.system = 'ldraw' AND drawn.rule = 'own'
    WHERE part.merged_into_id IS NULL AND NOT EXISTS (
        SELECT FROM parts_partnumber AS theirs
        WHERE theirs.part_id = part.id AND theirs.system = 'rebrickable' AND NOT theirs.is_derived
    )
    GROUP BY part.id ORDER BY part.id
"""
_OTHERS = """
    SELECT part_id, system, rule, number FROM parts_partnumber
    WHERE part_id = ANY(%s) AND NOT is_derived AND system <> 'rebrickable' AND (system <> 'ldraw' OR rule <> 'own')
    ORDER BY part_id, system, number
"""
_SHAPES = """
    SELECT design_number, part_id, count(*), sum(count(*)) OVER (PARTITION BY design_number)
    FROM parts_element WHERE design_number <> '' GROUP BY design_number, part_id
"""


class Settled(NamedTuple):
    """Whose number it is at Rebrickable."""

    part: int
    name: str
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Without:
    """A part without a Rebrickable number of its own."""

    part: int
    number: str
    name: str
    print_of: int | None


class KinFacts:
    """All at once, in memory: the catalogue has some ten thousand such parts."""

    def __init__(self) -> None:
        self.settled = {number: Settled(*row) for number, *row in _rows(_SETTLED)}
        self.number_of: dict[int, str] = {}
        for number, settled in sorted(self.settled.items()):
            self.number_of.setdefault(settled.part, number)
        self.without = [Without(*row) for row in _rows(_WITHOUT)]
        names = {number: settled.name for number, settled in self.settled.items()}
        self._families = Families(names, [one.number for one in self.without])
        self._same_names = _unique_names(names)
        self._printed = _prints(names)
        self._others = self._other_numbers()
        self._shapes = self._shapes_by_design()

    def known(self, one: Without, plain: str) -> Known:
        """What is known of one of them; `plain` is what Rebrickable calls its plain part."""
        others = self._others.get(one.part, [])
        form = number_form(one.number)
        designs = dict.fromkeys([one.number, *([form.base] if form and not (form.print or form.rest) else [])])
        namesake = self._families.namesake(one.number, one.name)
        return Known(
            one.number,
            second=tuple((rule, number) for system, rule, number in others if system == System.LDRAW),
            elsewhere=tuple((System(system).label, number) for system, _rule, number in others if system != "ldraw"),
            shapes=tuple(shape for design in designs for shape in self._shapes.get(design, ())),
            plain=plain,
            has_sticker="sticker" in one.name.lower(),
            namesake=namesake.number if namesake else "",
            same_name=self._same_names.get(normalise_words(one.name), ""),
            printed=tuple(self._printed.get(one.number, ())),
        )

    def _other_numbers(self) -> dict[int, list[tuple[str, str, str]]]:
        found: defaultdict[int, list[tuple[str, str, str]]] = defaultdict(list)
        for part, *row in _rows(_OTHERS, [[one.part for one in self.without]]):
            found[part].append((row[0], row[1], row[2]))
        return found

    def _shapes_by_design(self) -> dict[str, list[Shape]]:
        found: defaultdict[str, list[Shape]] = defaultdict(list)
        for design, part, elements, of in _rows(_SHAPES):
            if number := self.number_of.get(part):
                found[design].append(Shape(design, number, elements, int(of)))
        return found


def _unique_names(names: dict[str, str]) -> dict[str, str]:
    """By name, the number that alone bears it: one that two bear tells nothing."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, name in names.items():
        found[normalise_words(name)].append(number)
    return {name: numbers[0] for name, numbers in found.items() if len(numbers) == 1}


def _prints(names: dict[str, str]) -> dict[str, list[str]]:
    """By the number of a plain part, those of its prints."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number in sorted(names):
        form = number_form(number)
        if form and form.print and not form.rest:
            found[form.base + form.mould].append(number)
    return found


def _rows(query: str, params: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        yield from cursor.fetchall()
