"""Whether a number that a rule names can be the part's: systems have given the same number to different things."""

from dataclasses import replace

from brickcore.identity import Kin, is_piece_of, likeness, number_form, same_under_one_number
from brickcore.identity.sameness import FAR_APART
from parts.models import PartNumber
from parts.services.kin_facts import Settled, Without

_BY_NUMBER = {PartNumber.Rule.MOVED, PartNumber.Rule.ALIAS, PartNumber.Rule.MOULD}
_SHORT = 4
"""Numbers of so few digits were given out more than once."""


def judge(one: Without, kin: Kin, settled: Settled) -> Kin | None:
    """The kin as it can be said; None when the names show another thing."""
    if is_piece_of(one.name, settled.name):
        says = f"a piece of what is listed as a whole: {settled.name}"
        return replace(kin, rule=str(PartNumber.Rule.ALTERNATE), says=says)
    if _is_another(one, kin, settled):
        return None
    is_state = one.number.startswith(f"{kin.number}-f")
    if kin.rule == PartNumber.Rule.ALIAS and settled.is_drawn and not is_state:
        return replace(kin, rule=str(PartNumber.Rule.ALTERNATE), says=f"{kin.says}, as another part")
    return kin


def _is_another(one: Without, kin: Kin, settled: Settled) -> bool:
    if kin.rule == PartNumber.Rule.NAME:
        return settled.is_drawn  # by a file of its own
    if kin.rule not in _BY_NUMBER:
        return False
    if kin.number == one.number and not settled.is_drawn:
        return True  # whoever imported it has looked at both names and found two things
    same = same_under_one_number(kin.number, one.name, settled.name).same
    return not same or _is_chance(one, kin, settled)


def _is_chance(one: Without, kin: Kin, settled: Settled) -> bool:
    form = number_form(kin.number)
    digits = len(form.base) if form else len(kin.number)
    return digits <= _SHORT and likeness(one.name, settled.name) < FAR_APART
