"""What NXC programs plug into which port of an NXT.

Source: NXC Programmer's Guide, "Output port constants" and "Sensor module functions".
"""

import re

from brickcore.programs.program import Device, Role

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_OUT = re.compile(r"\bOUT_([ABC]{1,3})\b")
_SET = re.compile(r"\bSetSensor(\w*)\s*\(\s*(?:IN|S)_?([1-4])\b(?:\s*,\s*SENSOR_(\w+))?")
_READ = re.compile(r"\b(?:SensorUS|Sensor|SENSOR|ReadSensor\w*)\s*\(\s*(?:IN|S)_?([1-4])\b|\bSENSOR_([1-4])\b")
_ROLES: tuple[tuple[str, Role], ...] = (
    ("touch", "touch sensor"), ("colo", "colour sensor"), ("light", "light sensor"), ("sound", "sound sensor"),
    ("lowspeed", "distance sensor"), ("ultrasonic", "distance sensor"), ("temperature", "temperature sensor"),
)  # fmt: skip


def nxc_devices(text: str) -> tuple[Device, ...]:
    """The ports that a program names. A sensor that is only read is a "device"."""
    plain = _COMMENT.sub(" ", text)
    found: dict[str, Role] = {port: "motor" for ports in _OUT.findall(plain) for port in ports}
    for function, port, kind in _SET.findall(plain):
        words = f"{function} {kind}".lower()
        found[port] = next((role for word, role in _ROLES if word in words), "device")
    for one, other in _READ.findall(plain):
        found.setdefault(one or other, "device")
    return tuple(Device(port, role) for port, role in sorted(found.items()))
