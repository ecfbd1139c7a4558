"""Looking into a program: its text, the files of its project, and what it plugs into which port.

Nothing is run. What a format does not tell stays untold.
"""

from collections.abc import Sequence

from brickcore.archives import Archive, open_archive
from brickcore.errors import BrickError, HostileFile, Location, UnreadableFile
from brickcore.programs.blocks import ev3_devices, scratch_devices
from brickcore.programs.kinds import ENDINGS, HEAD, Kind, begins_right, kind_by_name
from brickcore.programs.nxc_text import nxc_devices
from brickcore.programs.program import Device, Member, Program
from brickcore.programs.projects import project_of
from brickcore.programs.python_text import python_devices

MOST_TEXT = 1 << 20
MOST_MEMBERS_SHOWN = 500
_ZIP = b"PK\x03\x04"
_VAGUE = {"motor", "device"}
_DEVICES = {"python": python_devices, "nxc": nxc_devices}
"""Languages that name their ports."""


def inspect(data: bytes, name: str) -> Program:
    """What is in a file that goes with a build. Raises UnreadableFile for what is not its kind, and HostileFile."""
    kind = kind_by_name(name)
    if kind is None:
        endings = " ".join(ENDINGS)
        raise UnreadableFile(
            "UNKNOWN_KIND", f"{name} is of no kind that goes with a build.", location=Location(name),
            hint=f"Attach one of {endings}.",
        )  # fmt: skip
    if len(data) > kind.megabytes << 20:
        message = f"{name} has {len(data) / (1 << 20):.1f} MB; at most {kind.megabytes} MB are taken."
        raise HostileFile("FILE_TOO_LARGE", message, location=Location(name), hint="Attach a smaller file.")
    if kind.is_text:
        return _source(data, name, kind)
    if kind.is_project:
        return _project(data, name, kind)
    return _opaque(data, name, kind)


def _opaque(data: bytes, name: str, kind: Kind) -> Program:
    """A file that is shown or offered as it is: only its first bytes are looked at, and a pack's list of files."""
    if not begins_right(data[:HEAD], name):
        message = f"{name} is no {kind.title}: its first bytes are another kind's."
        raise UnreadableFile(
            "NOT_ITS_KIND", message, location=Location(name), hint="Save it again under its own ending."
        )
    return Program(kind.key, members=_members(open_archive(data, name)) if data.startswith(_ZIP) else ())


def _source(data: bytes, name: str, kind: Kind) -> Program:
    if b"\0" in data:
        message = f"{name} holds bytes that no text has."
        raise UnreadableFile("NOT_TEXT", message, location=Location(name), hint="Attach the program's source.")
    text = _decoded(data[:MOST_TEXT])
    devices = _DEVICES[kind.key](text) if kind.key in _DEVICES else ()
    return Program(kind.key, text=text, language=kind.language, devices=devices)


def _project(data: bytes, name: str, kind: Kind) -> Program:
    archive = open_archive(data, name)
    members = _members(archive)
    try:
        found = project_of(archive)
    except BrickError as error:  # it is kept and listed; only what it uses stays untold
        return Program(kind.key, members=members, untold=_untold([error.message]))
    untold = [f"{one} is beyond what is looked into." for one in found.untold]
    devices: set[Device] = set()
    for program, blocks in found.ev3.items():
        try:
            devices |= ev3_devices(blocks, program)
        except BrickError as error:
            untold.append(error.message)
    devices |= scratch_devices(found.scratch)
    devices |= set(python_devices(found.python))
    return Program(
        kind.key, found.title, found.python, "python" if found.python else "", members, _settled(devices),
        _untold(untold),
    )  # fmt: skip


def _untold(reasons: Sequence[str]) -> str:
    """Why not all of its ports are told, in one sentence or two; empty where they are."""
    if not reasons:
        return ""
    more = len(reasons) - 1
    others = f" {more} more {'file is' if more == 1 else 'files are'} not told either." if more else ""
    return f"What it plugs in is not all told: {reasons[0]}{others}"


def _members(archive: Archive) -> tuple[Member, ...]:
    return tuple(Member(one, archive.size(one)) for one in archive.names[:MOST_MEMBERS_SHOWN])


def _decoded(data: bytes) -> str:
    """Text with one kind of line end; what is no UTF-8 is taken for Windows' letters, as older editors wrote them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut = error.start >= len(data) - 3 and error.reason == "unexpected end of data"  # by MOST_TEXT, in a letter
        text = data.decode("utf-8-sig", "ignore") if cut else data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _settled(devices: set[Device]) -> tuple[Device, ...]:
    """The devices by port; where one block says more of a port than another, the more is kept."""
    exact = {one.port for one in devices if one.role not in _VAGUE}
    kept = (one for one in devices if one.role not in _VAGUE or one.port not in exact)
    return tuple(sorted(kept, key=lambda one: (one.port, one.role)))
