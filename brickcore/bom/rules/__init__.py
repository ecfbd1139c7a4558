"""The rules that make of what a file draws what a shop sells.

Each is a function of one submodel's rows; the order matters. What a rule does to a lot is said in the lot's
notices; docs/algorithms/bom.md says why each is there.
"""

from collections.abc import Iterator

from brickcore.bom.kinds import Kinds
from brickcore.bom.rules.assemblies import assembled
from brickcore.bom.rules.bent import bent_parts
from brickcore.bom.rules.combinations import put_together, substituted, taken_apart
from brickcore.bom.rules.not_parts import left_out
from brickcore.bom.tally import Item, Rows


def apply_rules(rows: Rows, kinds: Kinds) -> Iterator[Item]:
    """Every item that a rule makes of these rows; what is left in `rows` afterwards counts as it stands."""
    yield from substituted(rows, kinds)
    yield from bent_parts(rows, kinds)
    yield from assembled(rows, kinds)
    yield from taken_apart(rows, kinds)
    yield from put_together(rows, kinds)
    yield from left_out(rows)
