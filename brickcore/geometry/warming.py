"""Compiling beforehand, so that the first part is meshed as quickly as all others."""

from pathlib import Path

from brickcore.compiling import cache_folder, forget_old_code
from brickcore.geometry.drawing_faults import part_fault
from brickcore.geometry.encode import decode_part, encode_part
from brickcore.geometry.mesher import mesh_part
from brickcore.library import PartsLibrary
from brickcore.library.parts_library import EmptyStore

PACKAGE = Path(__file__).parent
_PART = b"0 BFC CERTIFY CCW\n3 16 0 0 0 20 0 0 0 20 0\n2 24 0 0 0 20 0 0\n5 24 0 0 0 0 20 0 1 0 0 0 0 1\n"
_HOLDER = b"0 BFC CERTIFY CCW\n1 16 0 0 0 1 0 0 0 1 0 0 0 1 part.dat\n"


def warm() -> Path | None:
    """Compile all kernels and keep the machine code: in which folder, or None when no folder can be written.

    Takes some five seconds the first time, less than one after that. Code of older versions is removed.
    """
    library = PartsLibrary(EmptyStore())
    decode_part(encode_part(mesh_part("holder.dat", library, {"holder.dat": _HOLDER, "part.dat": _PART})))
    part_fault("part.dat", _PART)
    forget_old_code(PACKAGE)
    return cache_folder(PACKAGE)
