"""What rules say, in one place: codes are stable, sentences may change."""

from collections.abc import Mapping, Sequence

from brickcore.bom.lots import Piece
from brickcore.bom.names import Named
from brickcore.bom.rules import assemblies, bent, combinations, not_parts
from brickcore.bom.tally import Item
from brickcore.errors import Location, Notice, Severity

_MOST_NAMED = 5

LEFT_OUT: Mapping[str, tuple[Severity, str, str]] = {
    not_parts.MISSING_MODEL: (
        "warning",
        "{number} placements of {names} are left out, because that submodel is not in the file.",
        "Save the model with all its submodels in one .mpd file, and upload that.",
    ),
    not_parts.STICKER: ("note", "{number} stickers ({names}) are not counted: they come on a sheet.", ""),
    not_parts.PRIMITIVE: (
        "note",
        "{number} bare primitives ({names}) are not counted: they are drawing aids, not parts.",
        "Replace them by parts where something is to be built there.",
    ),
    not_parts.CONSTRAINT: (
        "note",
        "{number} marks of LSynth ({names}) are not counted: they say where a hose runs.",
        "",
    ),
}


def left_out_notice(rule: str, names: Mapping[str, int], place: Location | None) -> Notice:
    """One notice for all that a rule left out of the count."""
    severity, message, hint = LEFT_OUT[rule]
    numbers = tuple(name.removesuffix(".dat") for name in names)
    number = sum(names.values())
    return Notice(
        rule, message.format(number=f"{number:,}", names=_listed(numbers)), severity, place, hint, numbers, number
    )


def item_notice(item: Item, named: Named, pieces: tuple[Piece, ...]) -> Notice | None:
    """What the rule that made an item says on its lot; None where the item is a part by itself."""
    parts = tuple(dict.fromkeys(name.removesuffix(".dat") for (name, _), _ in item.placed))
    return (
        Notice(item.rule, message, "note", parts=parts) if (message := _message(item, named, pieces, parts)) else None
    )


def _message(item: Item, named: Named, pieces: tuple[Piece, ...], parts: Sequence[str]) -> str:
    match item.rule:
        case bent.BENT:
            return f"Drawn as {item.detail} segments ({_listed(parts)}) and counted as one bent part, as it is sold."
        case assemblies.TORSO | assemblies.HIPS | assemblies.TOGETHER if pieces:
            made_of = " + ".join(
                f"{piece.quantity} × {piece.part}" if piece.quantity > 1 else piece.part for piece in pieces
            )
            return f"Put together from {made_of}, as it is sold."
        case assemblies.LOOSE:
            return f"{named.part} stands without what it is sold with, and is counted by itself."
        case combinations.TAKEN_APART:
            return f"Taken out of {_listed(parts)}, whose parts are sold one by one."
        case combinations.PUT_TOGETHER:
            return f"Put together from {_listed(parts)}, which are not sold one by one."
        case combinations.SUBSTITUTED:
            return f"Stands for {_listed(parts)}, as the file itself says."
    return ""


def figure_name(rule: str, name: str) -> str:
    """What a torso or hips is called once it is put together."""
    if rule == assemblies.TORSO:
        return f"{name}, with arms and hands"
    return f"{name}, with legs"


def figures_notice(number: int) -> Notice:
    """How many minifigures the model shows."""
    who = "1 minifigure is" if number == 1 else f"{number:,} minifigures are"
    return Notice(
        "MINIFIGURES", f"{who} in this model; torsos and legs are counted put together.", "note", count=number
    )


def unused_notice(spellings: Sequence[str]) -> Notice:
    """Submodels that nothing refers to."""
    number = len(spellings)
    what = "1 submodel is" if number == 1 else f"{number:,} submodels are"
    return Notice(
        "UNUSED_SUBMODELS",
        f"{what} in the file, but not in its model, and not counted: {_listed(spellings)}.",
        "note",
        hint="The first file in an .mpd is the model; place in it what should be counted.",
        count=number,
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} and {len(names) - _MOST_NAMED} more"
