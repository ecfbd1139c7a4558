"""What rules say, in one place: codes are stable, sentences may change."""

from collections.abc import Mapping, Sequence

from brickcore.bom.lots import Piece
from brickcore.bom.names import Named
from brickcore.bom.rules import assemblies, bent, combinations, not_parts
from brickcore.bom.tally import Item
from brickcore.errors import Location, Notice, Severity

_MOST_NAMED = 5
_MOST_PARTS = 200

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

_OF_PIECES = (assemblies.TORSO, assemblies.HIPS, assemblies.TOGETHER)
_SAYS: Mapping[str, str] = {
    bent.BENT: "Drawn as {detail} segments ({parts}) and counted as one bent part, as it is sold.",
    **dict.fromkeys(_OF_PIECES, "Put together from {pieces}, as it is sold."),
    assemblies.LOOSE: "{part} stands without what it is sold with, and is counted by itself.",
    combinations.TAKEN_APART: "Taken out of {parts}, whose parts are counted one by one.",
    combinations.PUT_TOGETHER: "Put together from {parts}, which are not sold one by one.",
    combinations.SUBSTITUTED: "Stands for {parts}, as the file itself says.",
}


def left_out_notice(rule: str, names: Mapping[str, int], place: Location | None) -> Notice:
    """One notice for all that a rule left out of the count."""
    severity, message, hint = LEFT_OUT[rule]
    numbers = tuple(name.removesuffix(".dat") for name in names)
    number = sum(names.values())
    return Notice(
        rule,
        message.format(number=f"{number:,}", names=_listed(numbers)),
        severity,
        place,
        hint,
        numbers[:_MOST_PARTS],
        number,
    )


def item_notice(item: Item, named: Named, pieces: tuple[Piece, ...]) -> Notice | None:
    """What the rule that made an item says on its lot; None where the item is a part by itself."""
    says = _SAYS.get(item.rule, "") if pieces or item.rule not in _OF_PIECES else ""
    if not says:
        return None
    parts = tuple(dict.fromkeys(name.removesuffix(".dat") for (name, _), _ in item.placed))
    message = says.format(detail=item.detail, parts=_listed(parts), part=named.part, pieces=_added(pieces))
    return Notice(item.rule, message, "note", parts=parts)


def _added(pieces: Sequence[Piece]) -> str:
    return " + ".join(f"{piece.quantity} × {piece.part}" if piece.quantity > 1 else piece.part for piece in pieces)


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
