"""`python -m brickcore convert`: a file in another format."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from brickcore.cli.asked import asked
from brickcore.cli.given import add_file, given_name, plain, read_file, say_error, to_json
from brickcore.errors import BrickError, Location, UnreadableFile
from brickcore.formats import FORMATS, Format, read_content
from brickcore.formats.given import Given
from brickcore.library import open_library


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line what `convert` takes."""
    parser = subparsers.add_parser("convert", help="write a file in another format")
    add_file(parser)
    parser.add_argument("out", type=Path, metavar="OUT", help="where to write; its ending says the format")
    written = [one.key for one in FORMATS.values() if one.writer]
    parser.add_argument("--to", choices=written, help="the format, where the ending does not say it")
    parser.add_argument("--cache", type=Path, help="a folder to keep meshes in between runs")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write OUT; 0, or 2 when the file cannot be read or cannot become what is wanted."""
    name = given_name(args)
    try:
        form = wanted_format(args.out, args.to)
        content = read_content(read_file(args.file, name), name, asked(args))
        given = Given(content, name, open_library(args.library), asked(args).ldd_mapping, args.cache)
        data = write_as(form, given)
    except BrickError as error:
        return say_error(error, as_json=args.json)
    args.out.write_bytes(data)
    if args.json:
        print(to_json({"file": name, "from": content.format, "to": form.key, "bytes": len(data), "notes": given.notes}))
        return 0
    print(plain(f"{args.out}: {form.title}, {len(data):,} bytes"))
    for note in given.notes:
        print(plain(note), file=sys.stderr)
    return 0


def wanted_format(out: Path, key: str | None) -> Format:
    """The format to write. Raises UnreadableFile for an ending that none has."""
    if key:
        return FORMATS[key]
    ending = out.suffix.lower()
    for one in FORMATS.values():
        if one.writer and ending in one.endings:
            return one
    endings = sorted({ending for one in FORMATS.values() if one.writer for ending in one.endings})
    raise UnreadableFile(
        "NO_SUCH_FORMAT",
        f"No format that is written ends in “{ending}”.",
        location=Location(out.name),
        hint=f"Let the file end in one of {', '.join(endings)}.",
    )


def write_as(form: Format, given: Given) -> bytes:
    """The bytes of a file in this format. Raises BrickError where the content cannot become that."""
    module = import_module(form.writer)
    data: bytes = module.write(given, form.key)
    return data
