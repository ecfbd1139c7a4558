"""The bill of materials of a model: what a shop would have to sell for it to be built.

How it is done, and why each rule is there: docs/algorithms/bom.md.
"""

from brickcore.bom.alternatives import alternatives, plain_totals, versions_of
from brickcore.bom.complete import complete_items
from brickcore.bom.kinds import Kinds
from brickcore.bom.lots import Bom
from brickcore.bom.making import LotMaker
from brickcore.bom.names import Names
from brickcore.bom.poses import drawn_twice, not_counted, poses, remarks
from brickcore.bom.rules.not_parts import MISSING_MODEL
from brickcore.bom.spread import count_references
from brickcore.errors import Notice, UnreadableFile
from brickcore.library import PartsLibrary
from brickcore.limits import DEFAULT
from brickcore.model import Model
from brickcore.nesting import building_order


def count(model: Model, library: PartsLibrary) -> Bom:
    """Count a model. Without a library (the empty one) kinds are told by numbers that are common knowledge.

    Raises HostileFile where the model nests in so many colours that counting would not end, or comes to more
    different lots than a bill can show, and UnreadableFile where all it places is missing.
    """
    kinds = Kinds(library, model.embedded)
    order = building_order(model.root, model.submodels, model.root, depth=DEFAULT.depth)
    plain = plain_totals(model, kinds, order)
    pairs = tuple(drawn_twice(model, order, plain, depth=DEFAULT.depth))
    once = not_counted(pairs)
    # Of versions side by side only the builder knows which one is meant; of one thing in two positions either will do.
    versions = versions_of(model, kinds, plain, once, depth=DEFAULT.depth)
    totals = count_references(model, kinds, order, once)
    maker = LotMaker(model, Names(model, kinds), kinds, remarks(model, pairs, depth=DEFAULT.depth))
    for (name, colour), number in totals.plain.items():
        maker.add_plain(name, colour, number)
    for item, number in complete_items(totals.items, kinds).items():
        maker.add_item(item, number)
    bom = maker.finish((*alternatives(model, versions), *poses(model, pairs)), totals.uses)
    if not bom.parts:
        _refuse_missing(bom.notices)
    return bom


def _refuse_missing(notices: tuple[Notice, ...]) -> None:
    """A model of nothing but stickers has no parts, and is one all the same; one without its submodels is not."""
    for notice in notices:
        if notice.code == MISSING_MODEL:
            raise UnreadableFile(
                "NOTHING_COUNTED",
                f"No part can be counted. {notice.message}",
                location=notice.location,
                hint=notice.hint,
            )
