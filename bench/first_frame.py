"""How soon a model is seen: our GLB in our view against three.js's own LDrawLoader, same browser, machine and model.

`python -m bench.first_frame [MODEL]`. Measured from the start of the navigation, in a fresh browser context each time,
until a pixel could be read back. LDrawLoader is tried twice: fed from the library's folder, file by file, as its
documentation shows; and from one MPD that holds the model and every file that it needs, which someone would have had to
pack beforehand. Our GLB is made beforehand too, as the site does once at upload. Our first frame has the solids only,
and LDrawLoader's has its lines as well: so the time until our lines and smooth outlines stand is said beside it.
Without a graphics card chromium draws in software, for all of them alike.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from bench.first_frame_files import library_reader, pack
from bench.first_frame_server import pages_of, serving
from brickcore.formats import read
from brickcore.geometry import MeshCache, meshes_for, write_glb
from brickcore.layout import flatten
from brickcore.library import open_library

FRONTEND = Path(__file__).parent.parent / "frontend"
DATA = Path(os.environ.get("BRICKFOLK_SHARED_DATA", Path(__file__).parent.parent.parent / "shared" / "data"))
MODEL = "models/ldraw/omr/10240-1 - Red Five X-Wing Starfighter.mpd"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
ROUNDS = 3  # each way once a round, so that a busy moment of the machine meets all alike
PATIENCE = 180  # seconds
TARGET = 10
THEIRS = "ldraw_loader.html"


class Times(NamedTuple):
    """Milliseconds from the start of the navigation."""

    first: float
    complete: float


def main() -> int:
    """Measure and print; 1 when the target is missed, 2 when something to measure with is missing."""
    model = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / MODEL
    library = Path(os.environ.get("LDRAW_LIBRARY", DATA / "ldraw" / "library.zip"))
    if not model.is_file() or not library.exists():
        print(f"Not measured: name a model, and set LDRAW_LIBRARY. Looked at {model} and {library}.")
        return 2
    source, files = model.read_bytes(), library_reader(library)
    packed, missing = pack(source, files)
    with tempfile.TemporaryDirectory() as folder:
        glb = make_glb(model, library, Path(folder) / "meshes")
        served = {**build_pages(Path(folder) / "pages"), "/model.glb": glb, "/packed.mpd": packed, "/model.mpd": source}
        with serving(served, files) as address, sync_playwright() as player:
            executable = str(CHROMIUM) if CHROMIUM.exists() else None
            browser = player.chromium.launch(executable_path=executable, args=ARGUMENTS)
            ways = {
                f"our GLB, {len(glb) / 1e6:.1f} MB": f"{address}/ours.html?model=/model.glb",
                f"LDrawLoader, one packed MPD, {len(packed) / 1e6:.1f} MB": f"{address}/{THEIRS}?model=/packed.mpd",
                "LDrawLoader, library file by file": f"{address}/{THEIRS}?model=/model.mpd",
            }
            times = measure(browser, ways)
            browser.close()
    if missing:
        print(f"The library lacks {len(missing)} files of this model: {', '.join(missing[:5])}")
    return report(model.name, times)


def make_glb(model: Path, library: Path, cache: Path) -> bytes:
    """The GLB of a model, as an upload makes it."""
    parts = open_library(library)
    placements = flatten(read(model.read_bytes(), model.name))
    return write_glb(placements, meshes_for(placements, parts, MeshCache(cache)), parts.colours()).data


def build_pages(folder: Path) -> dict[str, bytes]:
    """Build the two pages with the site's own compiler."""
    vite = ["node_modules/.bin/vite", "build", "--config", "bench/vite.config.ts", "--logLevel", "error"]
    subprocess.run([*vite, "--outDir", str(folder), "--emptyOutDir"], cwd=FRONTEND, check=True)  # noqa: S603
    return pages_of(folder)


def measure(browser: Browser, ways: Mapping[str, str]) -> dict[str, Times]:
    """Median milliseconds of each way."""
    rounds = [{way: open_page(browser, address) for way, address in ways.items()} for _ in range(ROUNDS)]
    return {way: Times(*(median(column) for column in zip(*(one[way] for one in rounds), strict=True))) for way in ways}


def open_page(browser: Browser, address: str) -> Times:
    """Open a page in a fresh context and wait until it has drawn; raises when it says that it cannot."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("() => window.complete || window.failure", timeout=PATIENCE * 1000)
    failure, first, complete = page.evaluate("[window.failure, window.firstFrame, window.complete]")
    context.close()
    if failure:
        raise RuntimeError(f"{address}: {failure}")
    return Times(float(first), float(complete))


def report(model: str, times: Mapping[str, Times]) -> int:
    """Print one line a way; the target speaks of both ways that LDrawLoader has, so of the faster one."""
    ours, *theirs = times.values()
    print(f"{model}, median of {ROUNDS}, from navigation to pixels")
    print("first frame   ratio   with lines   ratio")
    for way, (first, complete) in times.items():
        ratios = first / ours.first, complete / ours.complete
        print(f"{first:8.0f} ms {ratios[0]:6.1f} × {complete:9.0f} ms {ratios[1]:6.1f} ×   {way}")
    reached = min(first for first, _ in theirs) / ours.first
    print(f"Target: first frame {TARGET} times sooner. Reached: {reached:.1f} times.")
    return 0 if reached >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
