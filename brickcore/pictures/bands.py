"""Work in bands of rows, by a few threads or by none."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

MOST_THREADS = 4


def threads_at_hand() -> int:
    """The processors that this process may use, up to four."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MOST_THREADS)


class Crew:
    """Threads for one picture: they start with its first work and end with it, so that none is lost in a fork."""

    def __init__(self, threads: int) -> None:
        self.pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def in_bands(self, rows: int, band: int, work: Callable[[int, int], None]) -> None:
        """Call work(top, bottom) for each band of rows. Bands never depend on how many threads there are."""
        tops = range(0, rows, band)
        bottoms = [min(top + band, rows) for top in tops]
        if self.pool is None or len(tops) == 1:
            for top, bottom in zip(tops, bottoms, strict=True):
                work(top, bottom)
        else:
            list(self.pool.map(work, tops, bottoms))
