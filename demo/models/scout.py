"""Scout drives until something stands in its way, looks at its colour, and decides where to go.

Runs on a Prime hub with Pybricks. Left motor on port A, right motor on B, colour sensor on C, distance sensor on D.
"""

from pybricks.hubs import PrimeHub
from pybricks.parameters import Color, Direction, Icon, Port
from pybricks.pupdevices import ColorSensor, Motor, UltrasonicSensor
from pybricks.robotics import DriveBase
from pybricks.tools import wait

WHEEL_DIAMETER = 56  # mm
AXLE_TRACK = 88  # mm between the middles of the wheels
NEAR = 90  # mm

hub = PrimeHub()
colour_sensor = ColorSensor(Port.C)
distance_sensor = UltrasonicSensor(Port.D)
base = DriveBase(
    Motor(Port.A, Direction.COUNTERCLOCKWISE),
    Motor(Port.B),
    WHEEL_DIAMETER,
    AXLE_TRACK,
)


def turn_for(colour):
    """Degrees to turn after meeting this colour: right for green, left for blue, back for everything else."""
    if colour == Color.GREEN:
        return 90
    if colour == Color.BLUE:
        return -90
    return 180


hub.display.icon(Icon.HAPPY)
while True:
    base.drive(150, 0)
    while distance_sensor.distance() > NEAR:
        wait(20)
    base.stop()
    met = colour_sensor.color()
    hub.speaker.beep(880 if met == Color.GREEN else 440, 120)
    if met == Color.RED:
        hub.display.icon(Icon.HEART)
        break
    base.straight(-60)
    base.turn(turn_for(met))
