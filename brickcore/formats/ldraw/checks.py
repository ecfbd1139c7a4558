"""What a model must be to be counted at all: finite, not inside itself, and with something in it."""

from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.limits import Limits
from brickcore.model import Model
from brickcore.nesting import building_order, placed_parts
from brickcore.notice_log import NoticeLog


def check_nesting(model: Model, file_name: str, limits: Limits, notices: NoticeLog) -> None:
    """Raise where the model contains itself, nests or multiplies beyond the limits, or places nothing."""
    order = building_order(model.root, model.submodels, file_name, depth=limits.depth)
    total = placed_parts(order, model.submodels)[model.root]
    if total > limits.parts:
        raise HostileFile(
            "TOO_MANY_PARTS",
            f"The submodels of this file multiply into {_figure(total)} parts; at most {limits.parts:,} are counted.",
            location=Location(file_name),
            hint="Look for a submodel that is placed many times inside others that are placed many times.",
        )
    if total == 0:
        raise _nothing_placed(model, file_name, notices)


def _figure(total: int) -> str:
    """Figures that nobody can read are said by their size."""
    return f"{total:,}" if total < 10**15 else f"more than 10^{total.bit_length() * 30103 // 100000}"


def _nothing_placed(model: Model, file_name: str, notices: NoticeLog) -> UnreadableFile:
    first = next(iter(notices.all("warning")), None)
    if first is not None:
        why = f" {first.location}: {first.message}" if first.location else f" {first.message}"
        return UnreadableFile(
            "NOTHING_PLACED", f"{file_name} places no part.{why}", location=first.location, hint=first.hint
        )
    others = [submodel.spelling for name, submodel in model.submodels.items() if name != model.root and submodel.names]
    hint = "A model has lines that begin with 1 and name a part. Save it as LDraw from your building program."
    if others and not model.submodels[model.root].names:
        first_file = model.submodels[model.root].spelling
        hint = f"The first file in it, {first_file}, is the model and is empty. Move {others[0]} up to the top."
    return UnreadableFile("NOTHING_PLACED", f"{file_name} places no part.", location=Location(file_name), hint=hint)
