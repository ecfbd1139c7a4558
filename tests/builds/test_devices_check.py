"""What programs plug in, held against the parts list, in one sentence."""

from typing import Any

import pytest

from brickcore.programs.electric import Electric
from builds.models import Attachment
from builds.selectors import devices_check


def program(**roles: str) -> Attachment:
    return Attachment(contents={"devices": [{"port": port.strip("_"), "role": role} for port, role in roles.items()]})


@pytest.mark.parametrize(
    ("programs", "has", "message", "enough"),
    [
        (
            [program(A="motor", B="large motor", C="medium motor")], Electric(motors=2),
            "The program uses ports A, B and C for motors; the parts list has two motors.", False,
        ),
        (
            [program(C="motor")], Electric(motors=1, sensors=4),
            "The program uses port C for a motor; the parts list has one motor.", True,
        ),
        (
            [program(A="motor"), program(_1="touch sensor", A="device")], Electric(motors=1, sensors=0),
            "The programs use port A for a motor and port 1 for a sensor; "
            "the parts list has one motor and no sensors.", False,
        ),
        (
            [program(F="device")], Electric(motors=12, sensors=1),
            "The program uses port F for what it does not name; the parts list has 12 motors and one sensor.", True,
        ),
        (
            [program(A="motor", F="device")], Electric(motors=1),
            "The program uses port A for a motor and port F for what it does not name; "
            "the parts list has one motor and no sensors.", False,
        ),
    ],
)  # fmt: skip
def test_the_sentence_says_both(programs: list[Attachment], has: Electric, message: str, enough: bool) -> None:
    check = devices_check(programs, has)
    assert check is not None
    assert (check.message, check.is_enough) == (message, enough)


@pytest.mark.parametrize("contents", [None, {"error": {}}, {"devices": []}, {"kind": "pdf"}])
def test_programs_that_say_nothing_give_no_sentence(contents: dict[str, Any] | None) -> None:
    assert devices_check([Attachment(contents=contents)], Electric()) is None
