"""What Python programs plug into which port: the libraries of Pybricks, MINDSTORMS Inventor and SPIKE 2 and 3."""

import re

from brickcore.programs.program import Device, Role

_CLASSES: dict[str, Role] = {
    "Motor": "motor",
    "MotorPair": "motor",
    "DCMotor": "motor",
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
_MODULES = (("motor", "motor"), ("color_sensor", "colour sensor"), ("distance_sensor", "distance sensor"),
            ("force_sensor", "force sensor"))  # fmt: skip
_CALLS: list[tuple[re.Pattern[str], Role]] = [
    (re.compile(rf"\b{module}(?:_pair)?\.\w+\(([^()\n]{{0,120}})\)"), role)  # type: ignore[misc]
    for module, role in _MODULES
]


def python_devices(text: str) -> tuple[Device, ...]:
    """The ports that a program names; which variable holds a port is not followed, and then its role is "device"."""
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
    return tuple(Device(port, role) for port, role in sorted(found.items()))


def _ports(inside: str) -> list[str]:
    return [next(filter(None, groups)) for groups in _PORT.findall(inside)]
