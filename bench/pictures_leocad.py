"""The same pictures by LeoCAD, where it is installed (Debian: leocad and xvfb), from a program's start to its file.

Both programs are started anew for each picture, as a command line would, with their caches filled by a first run.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from statistics import median

RUNS = 3
SIZE = 640, 480
PATIENCE = 300  # seconds
NEEDED = ("leocad", "xvfb-run")


def report_leocad(models: list[Path], library: Path, folder: Path) -> None:
    """Time both programs on each model; say what is missing where LeoCAD cannot be run."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"LeoCAD not measured: no {' and no '.join(missing)} here.")
        return
    unpacked = _unpacked(library, folder / "library")
    for model in models:
        theirs = _seconds(_leocad(model, unpacked, folder / "leocad.png"), folder / "leocad.png")
        ours = _seconds(_ours(model, library, folder), folder / "ours.png")
        print(
            f"{model.stem}, from start to file: ours {ours[0]:.2f} s (processor {ours[1]:.2f}), "
            f"LeoCAD {theirs[0]:.2f} s (processor {theirs[1]:.2f})"
        )


def _unpacked(library: Path, folder: Path) -> Path:
    """LeoCAD reads a folder, or a zip with a folder `ldraw` in it; ours may be laid out either way."""
    if library.is_dir():
        return library
    with zipfile.ZipFile(library) as archive:
        archive.extractall(folder)
    return folder / "ldraw" if (folder / "ldraw").is_dir() else folder


def _leocad(model: Path, library: Path, out: Path) -> list[str]:
    width, height = map(str, SIZE)
    return ["xvfb-run", "-a", "leocad", "-l", str(library), "-i", str(out), "-w", width, "-h", height, str(model)]


def _ours(model: Path, library: Path, folder: Path) -> list[str]:
    words = ["picture", str(model), str(folder / "ours.png"), "--library", str(library), "--cache", str(folder / "own")]
    return [sys.executable, "-m", "brickcore", *words, "--size", "x".join(map(str, SIZE))]


def _seconds(command: list[str], out: Path) -> tuple[float, float]:
    """Median seconds by the clock and by the processor, of a few runs after a first one.

    Raises CalledProcessError, and FileNotFoundError where no file was written.
    """
    runs = []
    for _run in range(RUNS + 1):
        out.unlink(missing_ok=True)
        began, used = time.perf_counter(), _processor()
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, env=dict(os.environ))  # noqa: S603
        runs.append((time.perf_counter() - began, _processor() - used))
        if not out.stat().st_size:
            raise FileNotFoundError(out)
    return median(run[0] for run in runs[1:]), median(run[1] for run in runs[1:])


def _processor() -> float:
    """Seconds of the processor that ended children have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
