"""The binary half of a GLB: compressed buffer views, and the accessors that look into them.

Source: glTF 2.0 and EXT_meshopt_compression. Buffer 0 holds the compressed bytes; buffer 1 is never stored: it says how
large everything is once unpacked.
"""

from typing import Any, Literal

Json = dict[str, Any]

# glTF names types and uses by the numbers that WebGL gives them.
BYTE, SHORT, UNSIGNED_SHORT, UNSIGNED_INT, FLOAT = 5120, 5122, 5123, 5125, 5126
VERTICES, INDICES = 34962, 34963

Mode = Literal["ATTRIBUTES", "TRIANGLES", "INDICES"]


class GltfBuffer:
    """Collects views and accessors; their numbers are what the rest of the file refers to."""

    def __init__(self) -> None:
        self.views: list[Json] = []
        self.accessors: list[Json] = []
        self._chunks: list[bytes] = []
        self._packed = 0
        self._unpacked = 0

    def view(
        self, data: bytes, count: int, stride: int, mode: Mode, *, codec_filter: str = "", target: int | None = None
    ) -> int:
        """Add one compressed stream of `count` elements of `stride` bytes."""
        packing: Json = {
            "buffer": 0,
            "byteOffset": self._packed,
            "byteLength": len(data),
            "byteStride": stride,
            "count": count,
        }
        packing["mode"] = mode
        if codec_filter:
            packing["filter"] = codec_filter
        view: Json = {"buffer": 1, "byteOffset": self._unpacked, "byteLength": stride * count}
        if target == VERTICES:
            view["byteStride"] = stride
        if target is not None:
            view["target"] = target
        view["extensions"] = {"EXT_meshopt_compression": packing}
        self.views.append(view)
        self._add(data)
        self._unpacked += stride * count + -(stride * count) % 4
        return len(self.views) - 1

    def accessor(self, view: int, kind: int, count: int, shape: str, *, offset: int = 0, **more: object) -> int:
        """Add one accessor: `count` elements of component type `kind` and `shape` from `offset` bytes into the view."""
        accessor: Json = {"bufferView": view, "componentType": kind, "count": count, "type": shape, **more}
        if offset:
            accessor["byteOffset"] = offset
        self.accessors.append(accessor)
        return len(self.accessors) - 1

    def _add(self, data: bytes) -> None:
        padding = bytes(-len(data) % 4)
        self._chunks += [data, padding]
        self._packed += len(data) + len(padding)

    def buffers(self) -> list[Json]:
        """The two buffers."""
        unpacked = {"byteLength": max(self._unpacked, 1), "extensions": {"EXT_meshopt_compression": {"fallback": True}}}
        return [{"byteLength": self._packed}, unpacked]

    def data(self) -> bytes:
        """All compressed bytes."""
        return b"".join(self._chunks)
