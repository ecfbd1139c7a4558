"""What programs use, held against the parts."""

from typing import Any

import graphene

from builds.selectors import DevicesCheck as Check


class DevicesCheck(graphene.ObjectType):
    """What the programs beside a build plug in, and what its parts list has of that."""

    message = graphene.String(required=True, description="Both in one sentence.")
    is_enough = graphene.Boolean(required=True, description="Whether the parts list has as many of each, or more.")
    motor_ports = graphene.List(graphene.NonNull(graphene.String), required=True, description="Ports with motors.")
    sensor_ports = graphene.List(graphene.NonNull(graphene.String), required=True, description="Ports with sensors.")
    other_ports = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Ports of which no program says what is in them."
    )
    motors = graphene.Int(required=True, description="Motors in the parts list.")
    sensors = graphene.Int(required=True, description="Sensors in the parts list.")
    hubs = graphene.Int(required=True, description="Hubs and programmable bricks in the parts list.")

    @staticmethod
    def resolve_motor_ports(check: Check, _info: Any) -> tuple[str, ...]:
        """Ports with motors."""
        return check.motors

    @staticmethod
    def resolve_sensor_ports(check: Check, _info: Any) -> tuple[str, ...]:
        """Ports with sensors."""
        return check.sensors

    @staticmethod
    def resolve_other_ports(check: Check, _info: Any) -> tuple[str, ...]:
        """Ports with something."""
        return check.others

    @staticmethod
    def resolve_motors(check: Check, _info: Any) -> int:
        """Motors in the parts list."""
        return check.has.motors

    @staticmethod
    def resolve_sensors(check: Check, _info: Any) -> int:
        """Sensors in the parts list."""
        return check.has.sensors

    @staticmethod
    def resolve_hubs(check: Check, _info: Any) -> int:
        """Hubs in the parts list."""
        return check.has.hubs
