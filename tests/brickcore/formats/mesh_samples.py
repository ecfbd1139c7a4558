"""Meshes made for tests: a box in any format, with whatever is wrong with it."""

import json
import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import trimesh

from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.solid import Solid

BOX = trimesh.creation.box((8, 16, 9.6))


def as_file(form: str) -> bytes:
    made = BytesIO()
    whole: Any = trimesh.Scene(BOX) if form == "3mf" else BOX
    whole.export(made, file_type=form)
    return made.getvalue()


def solid(data: bytes, name: str) -> Solid:
    content = read_content(data, name)
    assert isinstance(content, Solid)
    return content


def refusal(data: bytes, name: str) -> BrickError:
    with pytest.raises(BrickError) as refused:
        read_content(data, name)
    return refused.value


def glb(change: Callable[[dict[str, Any]], object], data: bytes = b"") -> bytes:
    """A GLB whose JSON was changed: the box's, or the one given."""
    data = data or as_file("glb")
    length = struct.unpack_from("<L", data, 12)[0]
    tree = json.loads(data[20 : 20 + length])
    change(tree)
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    rest = data[20 + length :]
    return data[:8] + struct.pack("<2L", 20 + len(text) + len(rest), len(text)) + b"JSON" + text + rest


def three_mf(resources: str, items: str = '<item objectid="1"/>') -> bytes:
    space = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
    model = f'<model xmlns="{space}" unit="millimeter"><resources>{resources}</resources><build>{items}</build></model>'
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        out.writestr("3D/3dmodel.model", model)
    return made.getvalue()
