"""From counted references and items to lots, with what each rule has to say on the line it touched."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from brickcore.bom.kinds import Kinds
from brickcore.bom.lacking import lacking
from brickcore.bom.lots import Bom, Lot, Piece
from brickcore.bom.names import Named, Names
from brickcore.bom.rules.assemblies import HIPS, TOGETHER, TORSO, sold_whole
from brickcore.bom.rules.bent import BENT, sold_as
from brickcore.bom.tally import Item
from brickcore.bom.wording import LEFT_OUT, figure_name, figures_notice, item_notice, left_out_notice, unused_notice
from brickcore.errors import HostileFile, Location, Notice
from brickcore.limits import DEFAULT
from brickcore.model import Model

# A figure that is placed as a shortcut is one, too; so is a mini-doll.
_TORSO = re.compile(r"(?:Minifig|Figure Friends)(?: \w+){0,3} Torso\b")


@dataclass(slots=True)
class _Draft:
    """A lot while it grows."""

    name: str
    pieces: tuple[Piece, ...]
    quantity: int = 0
    sources: dict[str, None] = field(default_factory=dict)
    notices: dict[Notice, None] = field(default_factory=dict)


class LotMaker:
    """Gathers lots. References that come to the same part, colour and pieces come to the same lot."""

    def __init__(self, model: Model, names: Names, kinds: Kinds, remarks: Mapping[str, Notice]) -> None:
        """`remarks` say something on each lot that comes from a part of this name."""
        self._model = model
        self._remarks = remarks
        self._names = names
        self._kinds = kinds
        self._drafts: dict[tuple[str, int, tuple[Piece, ...]], _Draft] = {}
        self._left_out: dict[tuple[str, str], int] = {}
        self._figures = 0

    def add_plain(self, name: str, colour: int, number: int) -> None:
        """References that count as they stand."""
        named = self._names.named(name, colour)
        self._count_figures(named, number)
        self._place(self._draft(named, number), name, colour)

    def add_item(self, item: Item, number: int) -> None:
        """Items that a rule made."""
        if not item.part:
            for (name, _), times in item.placed:
                place = (item.rule, name)
                self._left_out[place] = self._left_out.get(place, 0) + times * number
            return
        named = self._name_item(item)
        pieces = self._pieces(item) if item.rule in (TORSO, HIPS, TOGETHER) else ()
        if len(pieces) == 1 and pieces[0].quantity == 1:
            pieces = ()
        if pieces and item.rule != TOGETHER:
            named = replace(named, name=figure_name(item.rule, named.name))
        if item.rule == TORSO:
            self._figures += number
        else:
            self._count_figures(named, number)
        said = item_notice(item, named, pieces)
        if said is not None:
            named = replace(named, notices=(*named.notices, said))
        draft = self._draft(named, number, pieces)
        for (name, colour), _ in item.placed:
            self._place(draft, name, colour)

    def _count_figures(self, named: Named, number: int) -> None:
        if "Torso" in named.name and _TORSO.match(named.name):
            self._figures += number

    def _place(self, draft: _Draft, name: str, colour: int) -> None:
        draft.sources[_key(name, colour)] = None
        if name in self._remarks:
            draft.notices[self._remarks[name]] = None

    def _name_item(self, item: Item) -> Named:
        library = self._kinds.library
        name = item.part if item.part in self._model.embedded else library.resolve(item.part)
        sold = None
        if item.rule == BENT:
            sold = sold_as(name, [placed for (placed, _), _ in item.placed])
        elif item.rule == TOGETHER and len(item.pieces or item.placed) > 1:
            sold = sold_whole(name, [piece for (piece, _), _ in item.pieces or item.placed])
        if sold is not None and (library.is_empty or sold in library):
            return self._names.named(sold, item.colour)
        return self._names.named(item.part, item.colour)

    def _pieces(self, item: Item) -> tuple[Piece, ...]:
        named = [(self._names.named(name, colour), times) for (name, colour), times in item.pieces or item.placed]
        return tuple(
            sorted((Piece(it.part, it.colour, times) for it, times in named), key=lambda it: (it.part, it.colour))
        )

    def _draft(self, named: Named, number: int, pieces: tuple[Piece, ...] = ()) -> _Draft:
        """The lot so far, with so many more in it."""
        place = (named.part, named.colour, pieces)
        draft = self._drafts.get(place)
        if draft is None:
            self._check_room()
            draft = self._drafts[place] = _Draft(named.name, pieces)
        draft.quantity += number
        for notice in named.notices:
            draft.notices[notice] = None
        return draft

    def _check_room(self) -> None:
        if len(self._drafts) >= DEFAULT.lots:
            raise HostileFile(
                "BILL_TOO_LONG",
                f"This model needs more than {DEFAULT.lots:,} different parts and colours; so many can not be shown.",
                location=Location(self._model.submodels[self._model.root].spelling),
                hint="Split the model, and upload each part of it as a build of its own.",
            )

    def finish(self, more: tuple[Notice, ...], uses: Mapping[str, object]) -> Bom:
        """All lots in order, and all notices: first what wants a look."""
        lots = tuple(
            Lot(part, colour, it.quantity, it.name, pieces, tuple(it.sources), tuple(it.notices))
            for (part, colour, pieces), it in sorted(self._drafts.items(), key=lambda entry: entry[0][:2])
        )
        said = [*self._model.notices, *more, *lacking(lots), *self._notices(uses)]
        said += dict.fromkeys(notice for lot in lots for notice in lot.notices)
        ordered = sorted(said, key=lambda notice: notice.severity == "note")
        return Bom(lots, sum(lot.quantity for lot in lots), tuple(ordered))

    def _notices(self, uses: Mapping[str, object]) -> Iterable[Notice]:
        by_rule: dict[str, dict[str, int]] = {}
        for (rule, name), number in self._left_out.items():
            by_rule.setdefault(rule, {})[name] = number
        for rule in LEFT_OUT:
            if rule in by_rule:
                yield left_out_notice(rule, by_rule[rule], self._names.place(next(iter(by_rule[rule]))))
        if self._figures:
            yield figures_notice(self._figures)
        unused = [it.spelling for name, it in self._model.submodels.items() if name not in uses and it.names]
        if unused:
            yield unused_notice(unused)


def _key(name: str, colour: int) -> str:
    return f"{name.removesuffix('.dat')}:{colour}"
