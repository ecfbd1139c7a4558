"""Programs for robots: what is in a file, and which motors, sensors and ports it asks for."""

from brickcore.programs.inspecting import inspect
from brickcore.programs.program import Device, Member, Program

__all__ = ["Device", "Member", "Program", "inspect"]
