"""What Python programs plug into which port: the libraries of Pybricks, MINDSTORMS Inventor, SPIKE 2 and 3, Build HAT
and ev3dev2.

The syntax tells; where a text is no Python of today, its words do.
"""

import re

from brickcore.programs.program import Device, Role
from brickcore.programs.python_tree import devices_by_syntax

_CLASSES: dict[str, Role] = {
    "Motor": "motor",
    "MotorPair": "motor",
    "DCMotor": "motor",
    "PassiveMotor": "motor",
    "LargeMotor": "large motor",
    "MediumMotor": "medium motor",
    "MoveTank": "large motor",
    "MoveSteering": "large motor",
    "MoveJoystick": "large motor",
    "TouchSensor": "touch sensor",
    "ForceSensor": "force sensor",
    "ColorSensor": "colour sensor",
    "ColorDistanceSensor": "colour sensor",
    "ColorLightMatrix": "device",
    "UltrasonicSensor": "distance sensor",
    "DistanceSensor": "distance sensor",
    "InfraredSensor": "infrared sensor",
    "GyroSensor": "gyro sensor",
    "LightSensor": "light sensor",
    "SoundSensor": "sound sensor",
    "TemperatureSensor": "temperature sensor",
}
_MADE = re.compile(r"\b(" + "|".join(_CLASSES) + r")\s*\(([^()\n]{0,120})\)")
_PORT = re.compile(r"\bPort\.S?([A-H1-4])\b|[\"']([A-H])[\"']|\bport\.([A-H])\b")
_HUB_PORT = re.compile(r"\b(?:hub\.)?port\.([A-H])(?:\.(\w+))?")
_COMMENT = re.compile(r"(?m)#.*$")
_MODULES: dict[str, Role] = {
    "motor": "motor",
    "motor_pair": "motor",
    "color_sensor": "colour sensor",
    "distance_sensor": "distance sensor",
    "force_sensor": "force sensor",
}
_CALLS = [(re.compile(rf"\b{module}\.\w+\(([^()\n]{{0,120}})\)"), role) for module, role in _MODULES.items()]


def python_devices(text: str) -> tuple[Device, ...]:
    """The ports that a program names. What is only named, or handed to what nobody knows, is a "device"."""
    found = devices_by_syntax(text, _CLASSES, _MODULES)
    if found is None:
        found = _by_words(text)
    return tuple(Device(port, role) for port, role in sorted(found.items()))


def _by_words(text: str) -> dict[str, Role]:
    plain = _COMMENT.sub("", text)
    found: dict[str, Role] = {}
    for called, inside in _MADE.findall(plain):
        for port in _ports(inside):
            found.setdefault(port, _CLASSES[called])
    for call, role in _CALLS:
        for inside in call.findall(plain):
            for port in _ports(inside):
                found.setdefault(port, role)
    for port, attribute in _HUB_PORT.findall(plain):
        found.setdefault(port, "motor" if attribute == "motor" else "device")
    return found


def _ports(inside: str) -> list[str]:
    return [next(filter(None, groups)) for groups in _PORT.findall(inside)]
