"""How sure each rule of identity is. docs/algorithms/identity.md says where the figures come from."""

from decimal import Decimal
from typing import TypedDict


class Evidence(TypedDict):
    """One link of the chain that led to a part or colour: a stable rule and an English sentence about this case."""

    rule: str
    message: str


CONFIDENCE = {
    "corrected": Decimal("1.00"),
    "number": Decimal("1.00"),
    "element": Decimal("1.00"),
    "moved": Decimal("0.99"),
    "alias": Decimal("0.98"),
    "state": Decimal("0.98"),
    "carried": Decimal("0.95"),
    "other_system": Decimal("0.95"),
    "assumed": Decimal("0.90"),
    "shared": Decimal("0.90"),
    "mould": Decimal("0.85"),
    "alternate": Decimal("0.80"),
    "titled": Decimal("0.80"),
    "name": Decimal("0.70"),
    "print": Decimal("0.60"),
    "print_mould": Decimal("0.55"),
}
"""Links multiply: a moved number of another system is 0.99 x 0.95."""

NOTHING = Decimal("0.00")


def link(rule: str, message: str) -> Evidence:
    """One link."""
    return {"rule": rule, "message": message}


def confidence(chain: list[Evidence]) -> Decimal:
    """How sure a whole chain is; links that only inform do not count."""
    sure = Decimal(1)
    for evidence in chain:
        sure *= CONFIDENCE.get(evidence["rule"], Decimal(1))
    return sure.quantize(NOTHING)
