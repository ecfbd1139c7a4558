"""How part names are spelled inside brickcore: lower case, forward slashes, with their ending."""

import re

_ENDINGS = (".dat", ".ldr", ".mpd")
_PLACE = re.compile(r"(?:(?!unofficial/)[^/]+/)?(unofficial/)?(parts|p)/([^/].*\.dat)")
PARTS_RANKS = (0, 2)  # of `place_in_library`: official and unofficial parts, subparts among them; others are primitives
_PARTS_FOLDER = re.compile(r"^(?:parts/)+(?=[^./])")
_CLIMBS = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|^[a-z]:")


def normalise(name: str) -> str:
    """The one spelling of a reference: `S\\3001S01.DAT` is `s/3001s01.dat`; a bare number gets `.dat`.

    A library looks in its folder of parts first, so whoever names that folder means the same file.
    """
    plain = _PARTS_FOLDER.sub("", name.strip().lower().replace("\\", "/"))
    if not plain:
        return plain
    return plain if plain.endswith(_ENDINGS) else f"{plain}.dat"


def climbs(path: str) -> bool:
    """Whether a path tries to leave the library (`../x`, `/x`, `c:x`) or winds about in it (`a//b`, `a/./b`)."""
    return _CLIMBS.search(path.lower().replace("\\", "/")) is not None


def place_in_library(path: str) -> tuple[int, str] | None:
    """Rank and name of a file at this path of a library.

    Official parts come first, then primitives, then unofficial ones. None for what is no part or primitive
    (LDConfig.ldr, textures, readme files) and for a path that climbs.
    """
    found = _PLACE.fullmatch(path.lower().replace("\\", "/"))
    if found is None or climbs(path):
        return None
    unofficial, folder, name = found.groups()
    return (2 if unofficial else 0) + (folder == "p"), name
