"""Progress bars for commands that load much."""

from collections.abc import Iterable
from typing import Any

from tqdm import tqdm

from parts.services.catalogue.entries import Watch, unwatched


def bar(*, shown: bool) -> Watch:
    """A watch that draws a bar on standard error, where that is a terminal; with `shown` off, one that does not."""
    return _bar if shown else unwatched


def _bar(items: Iterable[Any], what: str) -> Iterable[Any]:
    return tqdm(items, desc=what, disable=None, leave=False)
