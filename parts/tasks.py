"""The jobs of this app: each calls one service."""

from common.jobs import BACKGROUND, app
from parts.models import PartAsset
from parts.services.assets import TASKS
from parts.services.part_models import make_part_models
from parts.services.part_pictures import draw_part_pictures

ONE_AT_A_TIME = "parts.files"  # one worker at most draws parts, so nothing is drawn twice and uploads find a free one
LATER = -1  # priority: a build's bill and 3D view come first


@app.task(name=TASKS[PartAsset.Kind.PICTURE], queue=BACKGROUND, lock=ONE_AT_A_TIME, priority=LATER)
def draw_pictures(wanted: list[tuple[int, int, int]]) -> None:
    """Draw pictures of parts. One that fails is asked for again by the next page that would show it."""
    draw_part_pictures(wanted=wanted)


@app.task(name=TASKS[PartAsset.Kind.MODEL], queue=BACKGROUND, lock=ONE_AT_A_TIME)
def make_models(wanted: list[tuple[int, int, int]]) -> None:
    """Make 3D files of parts: somebody looks at one and waits, so they come before pictures."""
    make_part_models(wanted=wanted)
