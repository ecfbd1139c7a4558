"""What kind of thing a reference is, as far as counting goes.

Told by the part's header, else by numbers that are common knowledge.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from weakref import WeakKeyDictionary

from brickcore.bom import dolls
from brickcore.bom.combining import sold_apart
from brickcore.library import PartHeader, PartsLibrary
from brickcore.library.header import read_header


class Kind(Enum):
    """Kinds that rules treat in their own way; PART is everything that simply counts."""

    PART = auto()
    PIECE = auto()  # part of an assembly, not sold alone
    SEGMENT = auto()  # one link of something bent
    SEGMENT_END = auto()  # the end of a hose, sold with it
    CABLE_END = auto()  # a plug, sold with its cable
    TUBE = auto()  # a bare cylinder, of which strings are drawn
    PRIMITIVE = auto()
    CONSTRAINT = auto()  # LSynth's marks of where a hose runs
    STICKER = auto()
    TORSO = auto()
    ARM = auto()
    HAND = auto()
    HIPS = auto()
    LEG = auto()
    LEVER_BASE = auto()
    LEVER = auto()
    TURNTABLE = auto()
    TURNTABLE_TOP = auto()
    MONKEY = auto()
    DOLL_TORSO = auto()
    DOLL_ARM = auto()
    DOLL_LEGS = auto()
    DOLL_HIPS = auto()
    TECHNIC_TORSO = auto()
    TECHNIC_LIMB = auto()
    DAMPER = auto()  # the cylinder of a shock absorber
    DAMPER_ROD = auto()
    DAMPER_SPRING = auto()
    ASSEMBLY = auto()  # a shortcut of a lever, turntable, monkey or shock absorber
    COMBINATION = auto()  # a shortcut of parts that are sold apart
    MISSING_MODEL = auto()


_LSYNTH = re.compile(r"(?:.*[ /_-])?ls(\d{2,3})\.dat")
_TUBE = re.compile(r"(?:48/|8/)?\d+-\d+cyl[a-z0-9]*\.dat")
_PRIMITIVE = re.compile(r"(?:48/|8/)?\d+-\d+[a-z][a-z0-9]*\.dat|(?:s|8|48)/.+|(?:stud|stug|box|rect)[a-z0-9-]*\.dat")
_STICKER_NUMBER = re.compile(r"(?:.*[ /_-])?\d{6,8}[a-z]{1,2}\d?(?:c\d+)?\.dat")
_NUMBER = re.compile(r"(?:.* |.*[/_-])?(u?\d{3,7})([a-z]?)(?:p[a-z0-9]*|d[a-z0-9]+)?(?:-f\d)?\.dat")
_SEGMENT_NUMBER = re.compile(r"(?:.*[ /_-])?\d{3,5}(?:p\d+)?k\d\d\.dat")
_BY_NUMBER: Mapping[str, Kind] = {
    **dict.fromkeys(("973", "3814", "16360"), Kind.TORSO),
    **dict.fromkeys(("3818", "3819", "981", "982"), Kind.ARM),
    **dict.fromkeys(("3820", "983", "2531"), Kind.HAND),
    **dict.fromkeys(("3815", "970"), Kind.HIPS),
    **dict.fromkeys(("3816", "3817", "971", "972", "2532"), Kind.LEG),
    **dict.fromkeys(dolls.TORSOS, Kind.DOLL_TORSO),
    **dict.fromkeys(dolls.ARMS, Kind.DOLL_ARM),
    **dict.fromkeys(dolls.LEGS, Kind.DOLL_LEGS),
    **dict.fromkeys(dolls.HIPS, Kind.DOLL_HIPS),
    "2698": Kind.TECHNIC_TORSO,
    **dict.fromkeys(dolls.TECHNIC_LIMBS, Kind.TECHNIC_LIMB),
    "4592": Kind.LEVER_BASE,
    "4593": Kind.LEVER,
    "3403": Kind.TURNTABLE,
    "3404": Kind.TURNTABLE_TOP,
    "2550": Kind.MONKEY,
    **dict.fromkeys(("4255", "2909"), Kind.DAMPER),
    **dict.fromkeys(("4254", "2910"), Kind.DAMPER_ROD),
    **dict.fromkeys(("70038", "71953", "22977", "41837", "90026", "90033"), Kind.DAMPER_SPRING),
    **dict.fromkeys(("41355", "u9409", "u9410", "u9411"), Kind.DAMPER_SPRING),
    **dict.fromkeys(("754", "755", "756", "758", "759", "77", "343"), Kind.SEGMENT),
    **dict.fromkeys(("750", "752"), Kind.SEGMENT_END),
}
BODIES = (Kind.LEVER_BASE, Kind.TURNTABLE, Kind.MONKEY, Kind.DAMPER)
_BY_NUMBER_ONLY = (*BODIES, Kind.LEVER, Kind.TURNTABLE_TOP, Kind.DAMPER_ROD, Kind.DAMPER_SPRING)
_OF_ASSEMBLIES = (*_BY_NUMBER_ONLY, Kind.ARM, Kind.HAND)
_MODEL_ENDINGS = (".ldr", ".mpd")
_HOSE_END = re.compile(r"hose\b.*\bend\b")
_BY_TITLE: Mapping[Kind, re.Pattern[str]] = {
    Kind.STICKER: re.compile("sticker"),
    Kind.PRIMITIVE: re.compile("light source$"),
    Kind.CABLE_END: re.compile(r"electric .*\b(?:cable|wire) end\b"),
}
_SEGMENT = re.compile(r"\bsegment\b")
_LEG = re.compile(r"minifig leg (?:right|left|wooden|medium right|medium left)\b")
_ARM = re.compile(r"minifig arm (?:right|left)\b")
_HAND = re.compile(r"minifig hand(?: hook)?(?: \(obsolete\))?")
_PRIMITIVE_TYPES = ("primitive", "subpart")


def is_model_name(name: str) -> bool:
    """Whether a name looks like a model's rather than a part's."""
    return name.endswith(_MODEL_ENDINGS)


def kind_of(name: str, header: PartHeader | None, library: PartsLibrary) -> Kind:
    """The kind of the thing with this (resolved) name. `header` is None when nothing is known about it but its name."""
    lsynth = _LSYNTH.fullmatch(name) if "ls" in name else None
    if lsynth is not None:
        return Kind.CONSTRAINT if int(lsynth[1]) >= 100 or int(lsynth[1]) < 40 else Kind.SEGMENT
    if header is None or not header.title:
        return _kind_by_name(name)
    org = header.org_type.lower()
    if org.endswith(_PRIMITIVE_TYPES):
        return Kind.TUBE if _TUBE.fullmatch(name) else Kind.PRIMITIVE
    return _kind_by_title(header, library)


def _kind_by_title(header: PartHeader, library: PartsLibrary) -> Kind:
    title = header.plain_title.lower()
    figure = _figure_kind(title, header) if title.startswith("minifig ") else _other_figure_kind(title, header)
    if figure is not None:
        return figure
    by_title = next((kind for kind, named in _BY_TITLE.items() if named.match(title)), None)
    if by_title is not None:
        return by_title
    not_sold = header.title.startswith("~") and "obsolete" not in title
    if _HOSE_END.match(title) and "Flexible_Section" not in header.qualifiers and not not_sold:
        return Kind.SEGMENT_END
    if _is_segment(title, header, not_sold=not_sold):
        return Kind.SEGMENT
    return _assembly_kind(header, library) or (Kind.PIECE if not_sold else Kind.PART)


def _is_segment(title: str, header: PartHeader, *, not_sold: bool) -> bool:
    """One link of something bent: what the library calls so, or names so and does not sell."""
    if "Flexible_Section" in header.qualifiers or (not_sold and _SEGMENT.search(title)):
        return True
    return title.startswith("hose flexible") and "section" in title


def _assembly_kind(header: PartHeader, library: PartsLibrary) -> Kind | None:
    """Combinations, and the parts of levers, turntables, monkeys and shock absorbers, which only their numbers tell."""
    if header.org_type == "Shortcut":
        if _is_assembly(header):
            return Kind.ASSEMBLY
        return Kind.COMBINATION if sold_apart(header, library) else None
    by_number = _kind_by_name(header.name)
    return by_number if by_number in _BY_NUMBER_ONLY else None


def _is_assembly(header: PartHeader) -> bool:
    """Whether a shortcut holds the body of one assembly, and nothing but what belongs to that."""
    kinds = [_kind_by_name(name) for name, _ in header.contents]
    return sum(kind in BODIES for kind in kinds) == 1 and all(kind in _OF_ASSEMBLIES for kind in kinds)


def _figure_kind(title: str, header: PartHeader) -> Kind | None:
    """Torsos, hips and their pieces; what is already put together (a shortcut) simply counts."""
    if header.org_type == "Shortcut":
        return None
    if title.startswith("minifig torso") and "with arms and" not in title:
        return Kind.TORSO
    if _ARM.match(title):
        return Kind.ARM
    if _HAND.fullmatch(title):
        return Kind.HAND
    if title.startswith("minifig hips") and " and " not in title.split(" with ", maxsplit=1)[0]:
        return Kind.HIPS
    return Kind.LEG if _LEG.match(title) else None


def _other_figure_kind(title: str, header: PartHeader) -> Kind | None:
    kind = dolls.kind_by_title(title, is_shortcut=header.org_type == "Shortcut")
    return Kind[kind] if kind else None


@lru_cache(maxsize=10_000)
def _kind_by_name(name: str) -> Kind:
    """Nothing but the name is known: models that are not in the file, and numbers that everybody knows."""
    if is_model_name(name):
        return Kind.MISSING_MODEL
    if _TUBE.fullmatch(name):
        return Kind.TUBE
    if _PRIMITIVE.fullmatch(name):
        return Kind.PRIMITIVE
    if _STICKER_NUMBER.fullmatch(name):
        return Kind.STICKER
    if _SEGMENT_NUMBER.fullmatch(name):
        return Kind.SEGMENT
    number = _NUMBER.fullmatch(name)
    return _BY_NUMBER.get(number[1], Kind.PART) if number else Kind.PART


# What a library says of its parts stays so: a worker that counts many models looks each part up once.
_SHARED: WeakKeyDictionary[PartsLibrary, dict[str, Kind]] = WeakKeyDictionary()
MOST_SHARED = 100_000


class Kinds(dict[str, Kind]):
    """Kinds of the references of one model, each looked up once, when first asked for."""

    def __init__(self, library: PartsLibrary, embedded: Mapping[str, bytes]) -> None:
        super().__init__()
        self.library = library
        self._embedded = embedded
        self._heads: dict[str, PartHeader] = {}
        self._shared = _SHARED.setdefault(library, {})
        if len(self._shared) > MOST_SHARED:  # names come from files, and anybody may make up more of them
            self._shared.clear()

    def __missing__(self, name: str) -> Kind:
        return self.setdefault(name, self._look_up(name))

    def header(self, name: str) -> PartHeader | None:
        """The head of a part: the one that travels in the file, else the library's."""
        if name not in self._embedded:
            return self.library.header(self.library.resolve(name))
        if name not in self._heads:
            self._heads[name] = read_header(name, self._embedded[name])
        return self._heads[name]

    def _look_up(self, name: str) -> Kind:
        if name not in self._embedded:
            return self._shared.get(name) or self._shared.setdefault(
                name, self._kind_in_library(self.library.resolve(name))
            )
        kind = kind_of(name, self.header(name), self.library)
        by_name = _kind_by_name(name) if kind is Kind.PART else kind
        return Kind.PART if by_name is Kind.MISSING_MODEL else by_name

    def _kind_in_library(self, name: str) -> Kind:
        return kind_of(name, self.library.header(name), self.library)

    def is_missing(self, name: str) -> bool:
        """Whether neither the file nor a library that is there has this part."""
        return (
            name not in self._embedded and not self.library.is_empty and self.library.resolve(name) not in self.library
        )
