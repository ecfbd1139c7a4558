"""What block programs plug into which port."""

import re
from collections.abc import Sequence
from typing import Any

from brickcore.markup import parse_xml
from brickcore.programs.program import Device, Role

_EV3_PORTS = re.compile(r"^\d+\.([A-D1-4](?:\+[A-D])?)$")  # layer, port: 1.B+C is two motors of the first brick
_EV3_ROLES: tuple[tuple[str, Role], ...] = (
    ("mediummotor", "medium motor"),
    ("motor", "large motor"),
    ("move", "large motor"),
    ("touch", "touch sensor"),
    ("color", "colour sensor"),
    ("colour", "colour sensor"),
    ("ultrasonic", "distance sensor"),
    ("gyro", "gyro sensor"),
    ("infrared", "infrared sensor"),
    ("ir", "infrared sensor"),
    ("sound", "sound sensor"),
    ("temperature", "temperature sensor"),
)
_PORT_TERMINALS = {"Port", "Ports", "MotorPort"}
_SCRATCH_PORTS = re.compile(r"[A-H]")
_SCRATCH_ROLES: tuple[tuple[str, Role], ...] = (
    ("color", "colour sensor"),
    ("distance", "distance sensor"),
    ("force", "force sensor"),
    ("motor", "motor"),
    ("move", "motor"),
)
_SCRATCH_MENU = re.compile(r"port|(?:sensor|motor)-selector", re.IGNORECASE)
"""Menus of ports are named after ports, or after what is plugged in: color-sensor-selector."""


def ev3_devices(blocks: bytes, name: str) -> set[Device]:
    """The ports that the blocks of one EV3 program name. Raises BrickError for one that is no XML, or declares."""
    root = parse_xml(blocks, name)
    found = set()
    for call in root.iter():
        target = call.get("Target")
        if target is None:
            continue
        role = _role(target.replace("\\", "").lower(), _EV3_ROLES)
        for terminal in call:
            inner = [one.get("Id") for one in terminal]
            match = _EV3_PORTS.match(terminal.get("ConfiguredValue", "")) if set(inner) & _PORT_TERMINALS else None
            if match:
                found |= {Device(port, _fitting(port, role)) for port in match[1].split("+")}
    return found


def scratch_devices(blocks: Sequence[dict[str, Any]]) -> set[Device]:
    """The ports that word blocks name: the block that asks says what is there, a menu in it says where."""
    by_menu = [(str(block.get("opcode", "")), block.get("fields")) for block in blocks]
    found = set()
    for opcode, fields in by_menu:
        if not isinstance(fields, dict):
            continue
        role = _role(opcode.lower(), _SCRATCH_ROLES)
        for key, value in fields.items():
            told = value[0] if isinstance(value, list) and value else value
            if _SCRATCH_MENU.search(f"{opcode} {key}") and isinstance(told, str) and len(told) <= 8:
                found |= {Device(port, role) for port in _SCRATCH_PORTS.findall(told)}
    return found


def _role(words: str, roles: Sequence[tuple[str, Role]]) -> Role:
    return next((role for word, role in roles if word in words), "device")


def _fitting(port: str, role: Role) -> Role:
    """Sensors have the ports of figures, motors those of letters, whatever the block is called."""
    if port.isdigit():
        return role if role.endswith("sensor") else "device"
    return role if role.endswith("motor") else "motor"
