"""How soon a model is seen: our GLB in our view against three.js's own LDrawLoader, same browser, machine and model.

`python -m bench.first_frame [MODEL]`. Measured from the start of the navigation, in a fresh browser context each time,
until a pixel of the first frame could be read back. LDrawLoader is tried twice: fed from the library's folder, file by
file, as its documentation shows; and from one MPD that holds the model and every file that it needs, which someone would
have had to pack beforehand. Our GLB is made beforehand too, as the site does once at upload; its first frame has the
solids, and the lines follow in the next. Without a graphics card chromium draws in software, for all three alike.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

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
RUNS = 5
PATIENCE = 180  # seconds
TARGET = 10


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
            times = {
                f"our GLB, {len(glb) / 1e6:.1f} MB": measure(browser, f"{address}/ours.html?model=/model.glb"),
                f"LDrawLoader, one packed MPD, {len(packed) / 1e6:.1f} MB": measure(
                    browser, f"{address}/ldraw_loader.html?model=/packed.mpd"
                ),
                "LDrawLoader, library file by file": measure(
                    browser, f"{address}/ldraw_loader.html?model=/model.mpd"
                ),
            }
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
    command = ["node_modules/.bin/vite", "build", "--config", "bench/vite.config.ts", "--outDir", str(folder), "--emptyOutDir"]
    subprocess.run([*command, "--logLevel", "error"], cwd=FRONTEND, check=True)
    return pages_of(folder)


def measure(browser: Browser, address: str) -> float:
    """Median milliseconds of RUNS first frames."""
    return median(first_frame(browser, address) for _ in range(RUNS))


def first_frame(browser: Browser, address: str) -> float:
    """Open a page in a fresh context and wait until it has drawn; raises when it says that it cannot."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("() => window.firstFrame || window.failure", timeout=PATIENCE * 1000)
    failure, milliseconds = page.evaluate("[window.failure, window.firstFrame]")
    context.close()
    if failure:
        raise RuntimeError(f"{address}: {failure}")
    return float(milliseconds)


def report(model: str, times: dict[str, float]) -> int:
    """Print one line a way and the ratio to ours; the target speaks of each way that LDrawLoader has."""
    ours = next(iter(times.values()))
    print(f"First frame of {model}, median of {RUNS}, navigation to pixels")
    for way, milliseconds in times.items():
        print(f"{milliseconds:10.0f} ms  {milliseconds / ours:6.1f} ×  {way}")
    slowest_ratio = min(time / ours for time in list(times.values())[1:])
    print(f"Target: {TARGET} times sooner. Reached: {slowest_ratio:.1f} against the better of the two.")
    return 0 if slowest_ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
