"""Files made from parts when somebody first asks: which are there, asking for those that are not, keeping them.

A row of PartAsset says how it stands with one file. While its recipe is the current one it holds the file, or says that
there is nothing to make; else it was asked for at `asked_at`, and is asked for again when no answer came for a while.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Literal, NamedTuple

from django.db.models import F
from django.db.models.fields.tuple_lookups import TupleIn
from django.utils import timezone
from procrastinate.types import JSONValue

from brickcore.versions import GLB_VERSION, MESHER_VERSION, PICTURES_VERSION
from common.files import keep, keep_smaller
from common.jobs import app, defer
from parts.models import Colour, Part, PartAsset
from parts.services.library_place import library_place

WIDTHS = (64, 128, 256, 512)  # pixels of a picture's side
LIST_WIDTH = 128  # of pictures in rows: 44 pixels, sharp on dense screens too
LARGE_WIDTH = 512
MOST_AT_ONCE = 1_000  # files that one page or one bill may ask for
A_JOB = 300  # files: some three seconds, so that a page's few do not wait for a bill's thousand
PATIENCE = timedelta(minutes=1)  # that long a job is waited for before it is asked for again
TASKS = {  # by name, since tasks stand above services
    PartAsset.Kind.PICTURE: "parts.draw_pictures",
    PartAsset.Kind.MODEL: "parts.make_models",
}
PROGRAMS = {
    PartAsset.Kind.PICTURE: f"mesher {MESHER_VERSION}, pictures {PICTURES_VERSION}",
    PartAsset.Kind.MODEL: f"mesher {MESHER_VERSION}, 3D files {GLB_VERSION}",
}


class AssetKey(NamedTuple):
    """Which file: of which part in which colour; `width` 0 for a 3D file."""

    part_id: int
    colour_id: int
    kind: str = PartAsset.Kind.PICTURE
    width: int = LIST_WIDTH


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a page would show. Part and colour must be loaded whole, but for the part's words of search."""

    part: Part
    colour: Colour
    kind: str = PartAsset.Kind.PICTURE
    width: int = LIST_WIDTH

    @property
    def key(self) -> AssetKey:
        """The same by primary keys."""
        return AssetKey(self.part.pk, self.colour.pk, self.kind, self.width)


@dataclass(frozen=True, slots=True)
class Found:
    """How it stands with a file: it can be shown, it is being made, or there is nothing to make.

    `asset` is the row with its file; while it waits, that of an earlier recipe, if there was one. `recipe` is the
    current one.
    """

    state: Literal["ready", "waiting", "nothing"]
    recipe: str
    asset: PartAsset | None = None


def assets_of(wanted: Collection[Wanted], *, ask: bool = True) -> dict[AssetKey, Found]:
    """How it stands with each file: one query. What is missing is asked for, in two more, unless told otherwise."""
    if not wanted:
        return {}
    rows = _rows([one.key for one in wanted])
    place = str(library_place() or "")
    found = {one.key: _found(recipe_of(one, place), rows.get(one.key)) for one in wanted}
    if ask:
        ask_for([key for key, one in found.items() if one.state == "waiting" and not _is_asked_for(rows.get(key))])
    return found


def ask_for(keys: Iterable[AssetKey]) -> None:
    """Have these files made, the first thousand of them; a worker passes over those that are there.

    Two queries for up to 300 of one kind: the rows, and the job, which starts when the transaction commits.
    """
    by_kind = defaultdict(list)
    for key in sorted(set(keys))[
        :MOST_AT_ONCE
    ]:  # sorted: two pages that ask for the same rows must not lock each other out
        by_kind[PartAsset.Kind(key.kind)].append(key)
    for kind, some in by_kind.items():
        PartAsset.objects.bulk_create(
            [PartAsset(**key._asdict()) for key in some],
            update_conflicts=True,
            unique_fields=["part", "colour", "kind", "width"],
            update_fields=["asked_at"],
        )
        for begin in range(0, len(some), A_JOB):
            batch: list[JSONValue] = [[key.part_id, key.colour_id, key.width] for key in some[begin : begin + A_JOB]]
            defer(app.tasks[TASKS[kind]], wanted=batch)


def still_wanted(kind: PartAsset.Kind, keys: Iterable[tuple[int, int, int]]) -> list[Wanted]:
    """What of (part, colour, width) is not made by the current recipe yet, part by part: three queries, for workers."""
    keys = list(keys)
    parts = Part.objects.defer("search", "keywords").in_bulk({part for part, _colour, _width in keys})
    colours = Colour.objects.in_bulk({colour for _part, colour, _width in keys})
    wanted = [
        Wanted(parts[part], colours[colour], kind, width)
        for part, colour, width in keys
        if part in parts and colour in colours
    ]
    found = assets_of(wanted, ask=False)
    missing = [one for one in wanted if found[one.key].state == "waiting"]
    return sorted(missing, key=lambda one: one.key)


def keep_asset(wanted: Wanted, recipe: str, content: bytes | None) -> PartAsset:
    """Keep what was made by a recipe; None when there is nothing to make."""
    now = timezone.now()
    file = None if content is None else keep(content)
    if file is not None and wanted.kind == PartAsset.Kind.MODEL:
        keep_smaller(file)
    values = {"recipe": recipe, "file": file, "made_at": now}
    asset, _made = PartAsset.objects.update_or_create(
        **wanted.key._asdict(), defaults=values, create_defaults=values | {"asked_at": now}
    )
    return asset


def is_made_here(kind: PartAsset.Kind) -> bool:
    """Whether there is a job that makes files of this kind."""
    return kind in TASKS


def forget_asset(asset: PartAsset) -> None:
    """Have a file made anew: its bytes are gone."""
    PartAsset.objects.filter(pk=asset.pk).update(recipe="", file=None)
    ask_for([_key(asset)])


def recipe_of(wanted: Wanted, library: str) -> str:
    """What a file depends on, hashed: the part's shape, the colour, the program. `library` is empty where none is."""
    part, colour = wanted.part, wanted.colour
    shape: tuple[object, ...] = (part.number, part.name, part.width, part.height, part.depth)
    if library:
        shape = (part.shape_digest,) if part.shape_digest else ("library", *shape)
    look = (colour.number, colour.rgb, colour.edge_rgb, colour.alpha, colour.finish)
    program = PROGRAMS[PartAsset.Kind(wanted.kind)]
    return sha256(repr([str(fact) for fact in (program, wanted.width, *shape, *look)]).encode()).hexdigest()


def _rows(keys: list[AssetKey]) -> dict[AssetKey, PartAsset]:
    columns = F("part_id"), F("colour_id"), F("kind"), F("width")
    rows = PartAsset.objects.filter(TupleIn(columns, keys)).select_related("file")
    return {_key(row): row for row in rows}


def _key(row: PartAsset) -> AssetKey:
    return AssetKey(row.part_id, row.colour_id, row.kind, row.width)


def _is_asked_for(row: PartAsset | None) -> bool:
    """Whether somebody asked since it was last made, and not so long ago that the answer must be lost."""
    if row is None or row.asked_at < timezone.now() - PATIENCE:
        return False
    return row.made_at is None or row.made_at < row.asked_at


def _found(recipe: str, row: PartAsset | None) -> Found:
    if row is None or row.recipe != recipe:
        return Found("waiting", recipe, row if row and row.file else None)
    return Found("ready" if row.file else "nothing", recipe, row)
