"""What can be said of a program without running it."""

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "motor", "medium motor", "large motor", "touch sensor", "colour sensor", "distance sensor", "gyro sensor",
    "infrared sensor", "sound sensor", "light sensor", "force sensor", "temperature sensor", "device",
]  # fmt: skip
"""A "motor" may be of any size; a "device" is something whose kind the program does not tell."""


@dataclass(frozen=True, slots=True)
class Device:
    """Something plugged into a port of the hub. `port` is "A" to "H" or "1" to "4" as the hub labels it."""

    port: str
    role: Role

    @property
    def is_motor(self) -> bool:
        """Whether it turns."""
        return self.role.endswith("motor")


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a project. `size` is in bytes, unpacked."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Program:
    """One file. `kind` is a key of `brickcore.programs.kinds.KINDS`; `text` what a person can read of it, for
    `language` ("python", "c", "xml", "" for none); `members` what its archive holds; `devices` what it uses, and
    `untold` why that may not be all.
    """

    kind: str
    title: str = ""
    text: str = ""
    language: str = ""
    members: tuple[Member, ...] = ()
    devices: tuple[Device, ...] = ()
    untold: str = ""
