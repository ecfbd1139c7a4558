"""Numbers that moved within one system, followed to where they are now."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from parts.services.catalogue.frame import ImportRun
from parts.services.catalogue.ids.pairs import TABLE, Pair


def followed(run: ImportRun, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs with moves followed to their end. One that closes a circle, or moves a number again, is refused."""
    moves: dict[tuple[str, str], str] = {}
    kept: list[Pair] = []
    for pair in pairs:
        if pair.given_system != pair.known_system:
            yield pair
        elif _end(moves, pair.known_system, pair.known) == pair.given:
            run.reject(TABLE, pair.line, _("%(number)s would move in a circle") % {"number": pair.given})
        elif moves.setdefault((pair.given_system, pair.given), pair.known) != pair.known:
            other = moves[pair.given_system, pair.given]
            reason = _("%(number)s moved to %(other)s already, in a line before") % {
                "number": pair.given,
                "other": other,
            }
            run.reject(TABLE, pair.line, reason)
        else:
            kept.append(pair)
    for pair in kept:
        yield pair._replace(known=_end(moves, pair.known_system, pair.known))


def _end(moves: dict[tuple[str, str], str], system: str, number: str) -> str:
    while (system, number) in moves:
        number = moves[system, number]
    return number
