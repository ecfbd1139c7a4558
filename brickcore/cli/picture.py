"""`python -m brickcore picture`: a picture of a model, without a window or a graphics card."""

import argparse
import re
import sys
from pathlib import Path

from brickcore.cli.given import FAILED, read_file, say_error
from brickcore.errors import BrickError, UnreadableFile
from brickcore.formats import read
from brickcore.geometry import MeshCache, meshes_for
from brickcore.layout import flatten
from brickcore.library import open_library
from brickcore.pictures import AZIMUTH, ELEVATION, encode_png, render, warm

SIZE = (640, 480)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line what `picture` takes."""
    parser = subparsers.add_parser("picture", help="draw a model into a PNG file with a transparent ground")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the model")
    parser.add_argument("out", type=Path, nargs="?", metavar="OUT.png", help="where the picture goes")
    parser.add_argument("--size", type=parse_size, default=SIZE, metavar="WxH", help="pixels, 640x480 unless told")
    parser.add_argument("--azimuth", type=float, default=AZIMUTH, help="degrees to the right of the model's front")
    parser.add_argument("--elevation", type=float, default=ELEVATION, help="degrees above it")
    parser.add_argument("--library", type=Path, help="the LDraw parts library, a folder or a zip")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep the shapes of parts here for the next time")
    parser.add_argument("--warm", action="store_true", help="only compile what pictures need, and keep it")
    parser.set_defaults(run=run)


def parse_size(text: str) -> tuple[int, int]:
    """`640x480` as (640, 480)."""
    match = re.fullmatch(r"(\d{1,5})[xX](\d{1,5})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write it like 640x480")
    return int(match[1]), int(match[2])


def run(args: argparse.Namespace) -> int:
    """Draw the picture; 0 when it is written, 2 when the file cannot be read or drawn."""
    if args.warm:
        folder = warm()
        print(f"Pictures are ready; compiled code is kept in {folder}." if folder else _NOT_KEPT)
        return 0
    if args.out is None:
        print("picture wants FILE and OUT.png, or --warm.", file=sys.stderr)
        return FAILED
    try:
        args.out.write_bytes(draw(args))
    except BrickError as error:
        return say_error(error, as_json=False)
    except OSError as error:
        message = f"{error.filename} cannot be written: {error.strerror}."
        return say_error(
            UnreadableFile("FILE_ACCESS", message, hint="Check the path and its permissions."), as_json=False
        )
    return 0


_NOT_KEPT = (
    "Pictures work, but no folder can be written: each start compiles again. Set BRICKFOLK_VAR or NUMBA_CACHE_DIR."
)


def draw(args: argparse.Namespace) -> bytes:
    """Read, lay out and draw the model; the PNG file. Raises BrickError and OSError."""
    library = open_library(args.library)
    model = read(read_file(args.file, args.file.name), args.file.name)
    placements = flatten(model)
    cache = MeshCache(args.cache) if args.cache else None
    meshes = meshes_for(placements, library, cache, embedded=model.embedded)
    colours = {**library.colours(), **model.colours}
    picture = render(placements, meshes, colours, args.size, azimuth=args.azimuth, elevation=args.elevation)
    if not picture.any():
        raise UnreadableFile(
            "NOTHING_TO_DRAW",
            "Nothing in this model can be drawn.",
            hint="Check that it places parts at finite places.",
        )
    return encode_png(picture)
