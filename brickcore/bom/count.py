"""The bill of materials of a model: what a shop would have to sell for it to be built.

How it is done, and why each rule is there: docs/algorithms/bom.md.
"""

from brickcore.bom.alternatives import alternatives
from brickcore.bom.complete import complete_items
from brickcore.bom.kinds import Kinds
from brickcore.bom.lots import Bom
from brickcore.bom.making import LotMaker
from brickcore.bom.names import Names
from brickcore.bom.rules.not_parts import MISSING_MODEL
from brickcore.bom.spread import count_references
from brickcore.errors import Notice, UnreadableFile
from brickcore.library import PartsLibrary
from brickcore.limits import DEFAULT
from brickcore.model import Model


def count(model: Model, library: PartsLibrary) -> Bom:
    """Count a model. Without a library (the empty one) kinds are told by numbers that are common knowledge.

    Raises HostileFile where the model nests in so many colours that counting would not end, or comes to more
    different lots than a bill can show, and UnreadableFile where all it places is missing.
    """
    kinds = Kinds(library, model.embedded)
    totals = count_references(model, kinds, depth=DEFAULT.depth)
    maker = LotMaker(model, Names(model, kinds), kinds)
    for (name, colour), number in totals.plain.items():
        maker.add_plain(name, colour, number)
    for item, number in complete_items(totals.items, kinds).items():
        maker.add_item(item, number)
    bom = maker.finish(alternatives(model, kinds, tuple(totals.uses), depth=DEFAULT.depth), totals.uses)
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
