"""Which LDraw file, if any, is the part that a Rebrickable number means.

The rule is the same whatever was imported first. A file may claim a number by saying so in its keywords, or by bearing
it. A claim counts unless names show another object or only a piece of it. Each number and each file is given away once,
the surest claim first; what nobody claims becomes a part of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from brickcore.identity import is_piece_of, likeness, same_under_one_number
from parts.models import PartNumber
from parts.services.catalogue.rebrickable.part_keys import SOURCE

_EVIDENCE_LIMIT = 200
_SAID, _EQUAL = 15.0, 15.0
"""What a keyword and an equal number each add to the likeness of the names, when several files claim one number."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That the part `part` (its LDraw number and title) is what Rebrickable calls `name` under `key`.

    `said` when the LDraw file's keywords say so; otherwise the numbers are only equal.
    """

    key: str
    name: str
    part: int
    ldraw: str
    title: str
    said: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that holds: the number's rule for the part, and why we believe it."""

    claim: Claim
    rule: PartNumber.Rule
    evidence: str


def matches(claims: Iterable[Claim]) -> list[Match]:
    """The claims that hold: at most one for each number, and one for each part."""
    judged = [(rank, match) for claim in claims if (match := _judged(claim)) for rank in [_rank(claim)]]
    # Ties are broken by the numbers, so that the order of imports does not decide.
    judged.sort(key=lambda pair: (-pair[0], pair[1].claim.key, pair[1].claim.ldraw))
    keys: set[str] = set()
    parts: set[int] = set()
    found = []
    for _rank_of_it, match in judged:
        if match.claim.key not in keys and match.claim.part not in parts:
            keys.add(match.claim.key)
            parts.add(match.claim.part)
            found.append(match)
    return found


def _rank(claim: Claim) -> float:
    return likeness(claim.title, claim.name) + _SAID * claim.said + _EQUAL * (claim.ldraw == claim.key)


def _judged(claim: Claim) -> Match | None:
    if is_piece_of(claim.title, claim.name):
        return None
    if claim.said:
        return Match(claim, PartNumber.Rule.OWN, f"{SOURCE}; LDraw's {claim.ldraw} names it")
    verdict = same_under_one_number(claim.key, claim.title, claim.name)
    if not verdict.same:
        return None
    if verdict.alike:
        return Match(claim, PartNumber.Rule.OWN, f"{SOURCE}; {verdict.reason}")
    evidence = f"{SOURCE}; {verdict.reason}: there it is “{claim.name}”"
    return Match(claim, PartNumber.Rule.ASSUMED, evidence[:_EVIDENCE_LIMIT])
