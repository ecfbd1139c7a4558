"""What a shopper chooses about a basket, as it stands in `Quote.choices`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, cast

from django.utils.translation import gettext as _

from common.errors import Invalid
from shop.services.quoting.lots import is_lot_key

Condition = Literal["new", "any"]
Substitute = Literal["mould", "print", "alternate"]
SUBSTITUTES: frozenset[Substitute] = frozenset({"mould", "print", "alternate"})
MOST_STORES = 50
MOST_NAMED = 5000
MOST_PIECES = 10_000_000
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be bought, and from whom. Lots are named by their keys, as in `Quote.needs`.

    `exact_colours` off lets every lot come in any colour, `any_colour` names lots for which that holds anyway.
    `owned` says how many of a lot the shopper has; they are subtracted with `use_owned` only, so that turning it off
    and on again forgets nothing.
    """

    condition: Condition = "new"
    max_stores: int | None = None
    exact_colours: bool = True
    any_colour: frozenset[str] = frozenset()
    substitutes: frozenset[Substitute] = frozenset()
    use_owned: bool = False
    owned: Mapping[str, int] = field(default_factory=dict)
    barred_stores: frozenset[int] = frozenset()
    left_out: frozenset[str] = frozenset()
    without_instructions: bool = True
    without_minifigs: bool = False

    @classmethod
    def read(cls, given: Any) -> "Choices":
        """From JSON of anybody. Raises Invalid("CHOICE_…") with the field's name; what is absent stays as usual."""
        if not isinstance(given, dict):
            raise Invalid("CHOICES", _("Choices are named fields."), field="choices")
        if unknown := sorted(map(str, given.keys() - READERS.keys())):
            message = _("There is no choice %(name)s.") % {"name": unknown[0][:40]}
            raise Invalid("CHOICE_UNKNOWN", message, field="choices")
        return cls(**{name: READERS[name](name, value) for name, value in given.items()})

    def as_json(self) -> dict[str, Any]:
        """As it is stored; `read` gives the same back."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}

    @property
    def lots(self) -> frozenset[str]:
        """The keys of all lots that are named."""
        return self.any_colour | self.left_out | self.owned.keys()

    def renamed(self, keys: Mapping[str, str]) -> "Choices":
        """With other keys for these lots; what is owned of two that become one is added up."""
        owned: dict[str, int] = {}
        for lot, pieces in self.owned.items():
            own = keys.get(lot, lot)
            owned[own] = min(owned.get(own, 0) + pieces, MOST_PIECES)
        any_colour = frozenset(keys.get(lot, lot) for lot in self.any_colour)
        left_out = frozenset(keys.get(lot, lot) for lot in self.left_out)
        return replace(self, any_colour=any_colour, left_out=left_out, owned=owned)

    def colour_may_vary(self, lot: str) -> bool:
        """Whether another colour may stand for the lot's."""
        return not self.exact_colours or lot in self.any_colour


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return dict(sorted(value.items())) if isinstance(value, Mapping) else value


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, _("is yes or no"))
    return value


def _condition(name: str, value: Any) -> Condition:
    if value not in ("new", "any"):
        raise _wrong(name, _("is “new” or “any”"))
    return cast(Condition, value)


def _stores(name: str, value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= MOST_STORES:
        raise _wrong(name, _("is a number from 1 to %(most)d, or nothing") % {"most": MOST_STORES})
    return value


def _lots(name: str, value: Any) -> frozenset[str]:
    return _set_of(name, value, lambda one: isinstance(one, str) and is_lot_key(one))


def _store_keys(name: str, value: Any) -> frozenset[int]:
    return _set_of(name, value, lambda one: type(one) is int and 0 < one < 1 << 63)


def _substitutes(name: str, value: Any) -> frozenset[Substitute]:
    return _set_of(name, value, lambda one: isinstance(one, str) and one in SUBSTITUTES)


def _owned(name: str, value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > MOST_NAMED:
        raise _wrong(name, _("names at most %(most)d lots") % {"most": MOST_NAMED})
    for lot, quantity in value.items():
        if not (isinstance(lot, str) and is_lot_key(lot) and type(quantity) is int and 0 < quantity <= MOST_PIECES):
            raise _wrong(name, _("says for each lot how many pieces, 1 or more"))
    return value


def _set_of(name: str, value: Any, is_right: Callable[[Any], bool]) -> frozenset[Any]:
    if not isinstance(value, list) or len(value) > MOST_NAMED or not all(map(is_right, value)):
        raise _wrong(name, _("holds something that is not what it names, or more than %(most)d") % {"most": MOST_NAMED})
    return frozenset(value)


def _wrong(name: str, what: str) -> Invalid:
    return Invalid(
        f"CHOICE_{name.upper()}", _("The choice “%(name)s” %(what)s.") % {"name": name, "what": what}, field=name
    )


READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "condition": _condition,
    "max_stores": _stores,
    "exact_colours": _flag,
    "any_colour": _lots,
    "substitutes": _substitutes,
    "use_owned": _flag,
    "owned": _owned,
    "barred_stores": _store_keys,
    "left_out": _lots,
    "without_instructions": _flag,
    "without_minifigs": _flag,
}
