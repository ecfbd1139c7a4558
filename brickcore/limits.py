"""How much one input may ask for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one model file. They stand far above every honest model, and below what would hurt a machine.

    `file_bytes` and `lines` bound what is read; `depth` bounds how deep submodels stand in each other, `parts` what
    nesting may multiply out to, `lots` how many different ones may come of it; `notices` bounds how many different
    notices one file may leave.
    """

    file_bytes: int = 50 * 1024 * 1024
    lines: int = 2_000_000
    depth: int = 5_000
    parts: int = 10_000_000
    lots: int = 20_000
    notices: int = 200


DEFAULT = Limits()
