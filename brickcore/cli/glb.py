"""`python -m brickcore glb`: a model as one GLB, for browsers and other programs that show glTF."""

import argparse
import json
import sys
from pathlib import Path

from brickcore import unlocking
from brickcore.cli.given import plain, read_file
from brickcore.errors import BrickError, Notice, UnreadableFile
from brickcore.formats import read
from brickcore.geometry import Glb, MeshCache, meshes_for, warm, write_glb
from brickcore.layout import flatten
from brickcore.library import open_library

UNREADABLE = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line what `glb` takes."""
    parser = subparsers.add_parser("glb", help="write a model as one compressed GLB")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the model")
    parser.add_argument("out", type=Path, nargs="?", metavar="OUT.glb", help="where the GLB goes")
    parser.add_argument("--library", type=Path, metavar="PATH", help="the LDraw parts library, a folder or a zip")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep the shapes of parts here for the next time")
    parser.add_argument("--json", action="store_true", help="print what was written as one line of JSON")
    parser.add_argument("--warm", action="store_true", help="only compile what meshing needs, and keep it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the GLB; 0 when it is written, 2 when the file cannot be read or shown."""
    if args.warm:
        unlocking.warm()
        folder = warm()
        print(f"Meshing is ready; compiled code is kept in {folder}." if folder else _NOT_KEPT)
        return 0
    if args.out is None:
        print("glb wants FILE and OUT.glb, or --warm.", file=sys.stderr)
        return UNREADABLE
    try:
        glb, notices = make(args)
        args.out.write_bytes(glb.data)
    except BrickError as error:
        return _refuse(args, error)
    except OSError as error:
        message = f"{error.filename}: {error.strerror}."
        return _refuse(args, BrickError("FILE_ACCESS", message, hint="Check the path and its permissions."))
    print(json.dumps(_as_json(args, glb, notices), ensure_ascii=False) if args.json else _as_text(args, glb, notices))
    return 0


_NOT_KEPT = "Meshing works, but no folder can be written: each start compiles again. Set BRICKFOLK_VAR."


def make(args: argparse.Namespace) -> tuple[Glb, tuple[Notice, ...]]:
    """Read, lay out and mesh the model: the GLB, and what was noticed on the way. Raises BrickError and OSError."""
    library = open_library(args.library)
    model = read(read_file(args.file, args.file.name), args.file.name)
    placements = flatten(model)
    cache = MeshCache(args.cache) if args.cache else None
    meshes = meshes_for(placements, library, cache, embedded=model.embedded)
    glb = write_glb(placements, meshes, {**library.colours(), **model.colours})
    if not glb.facts["triangles"]:
        raise UnreadableFile(
            "NOTHING_TO_SHOW",
            "Nothing in this model can be shown.",
            hint="Check that it places parts at finite places.",
        )
    return glb, (*model.notices, *glb.notices)


def _refuse(args: argparse.Namespace, error: BrickError) -> int:
    where = f"{error.location}: " if error.location else ""
    if args.json:
        print(json.dumps({"error": {"code": error.code, "message": f"{where}{error.message} {error.hint}".strip()}}))
    else:
        print(plain(f"{where}{error.message} {error.hint} [{error.code}]"), file=sys.stderr)
    return UNREADABLE


def _as_json(args: argparse.Namespace, glb: Glb, notices: tuple[Notice, ...]) -> dict[str, object]:
    warnings = [
        {"code": notice.code, "message": notice.message, "count": notice.count, "parts": list(notice.parts)}
        for notice in notices
        if notice.severity == "warning"
    ]
    sides = list(glb.bounds_mm)
    return {
        "file": args.file.name,
        "bytes": len(glb.data),
        "facts": glb.facts,
        "bounds_mm": sides,
        "warnings": warnings,
    }


def _as_text(args: argparse.Namespace, glb: Glb, notices: tuple[Notice, ...]) -> str:
    facts = glb.facts
    width, height, depth = glb.bounds_mm
    lines = [
        f"{args.out}: {facts['placements']:,} parts of {facts['shapes']:,} shapes, {facts['triangles']:,} triangles, "
        f"{len(glb.data) / 1024:,.0f} KiB; {width:.1f} mm wide, {height:.1f} high, {depth:.1f} deep"
    ]
    if facts["parametric"] or facts["boxes"]:
        lines.append(
            f"Approximate: {facts['parametric']:,} parts are shapes of our own, {facts['boxes']:,} are boxes. "
            "A parts library (--library) has the real ones."
        )
    lines += [f"{notice.message} ({notice.code}, {notice.count} times)" for notice in notices]
    return "\n".join(map(plain, lines))
