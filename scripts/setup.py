"""Make everything that the site needs and that is not there yet. Only the standard library; Python 3.7 can read it.

Each step is skipped when what it depends on is as it was: a hash beside what it made says so.
Usage: setup.py [--dev]    with --dev also what tests and checks need
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, Iterable  # noqa: UP035 - an old Python must be able to say that it is old

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
PACKAGES = ("brickcore", "common", "accounts", "parts", "builds", "shop", "web", "graphql", "config")
BUILT = ROOT / "web" / "static" / "dist" / "manifest.json"
PYTHON_NEEDED = (3, 11)
NODE_NEEDED = (20, 19)
NO_NETWORK = "Is the network there?"


def main() -> None:
    """Look first whether it can work at all; then do what is missing."""
    problem = missing()
    if problem:
        sys.exit(problem)
    version = ".".join(str(number) for number in sys.version_info[:2])
    step("Virtual environment", VENV / ".made", [], make_venv, version)
    locks = {"Python packages": "requirements.txt"}
    if "--dev" in sys.argv[1:]:
        locks["Python packages for tests"] = "requirements-dev.txt"
    for title, name in locks.items():
        step(title, VENV / f".installed-{name}", [ROOT / name], lambda name=name: install(name))  # type: ignore[misc]
    lock = FRONTEND / "package-lock.json"
    step("Packages of the front end", MODULES / ".installed", [lock], lambda: npm("ci", "--no-audit", "--no-fund"))
    if not BUILT.exists() and (MODULES / ".built").exists():
        (MODULES / ".built").unlink()
    step("Front end", MODULES / ".built", [lock, *sources()], lambda: npm("run", "build"))
    step("Compiled Python", VENV / ".compiled-python", modules(), compile_modules)
    step("Compiled sourcing", VENV / ".compiled-sourcing", kernels(), compile_sourcing)


def missing() -> str | None:
    """One sentence that says what this machine lacks, or None."""
    if os.name == "nt":
        return "Brickfolk runs on Linux and macOS; on Windows use WSL."
    if sys.version_info < PYTHON_NEEDED:
        found = ".".join(str(number) for number in sys.version_info[:2])
        return f"Brickfolk needs Python 3.11 or newer, and this is {found}: install it, or say PYTHON=/path/to/it."
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return "Brickfolk needs Node 20.19 or newer with npm, and there is none: install it from https://nodejs.org."
    found = subprocess.run([node, "--version"], check=False, stdout=subprocess.PIPE).stdout.decode().strip()  # noqa: S603
    numbers = tuple(int(number) for number in re.findall(r"\d+", found)[:2])
    if numbers < NODE_NEEDED:
        return f"Brickfolk needs Node 20.19 or newer, and this is {found}: install one from https://nodejs.org."
    return None


def step(title: str, stamp: Path, files: Iterable[Path], do: Callable[[], None], more: str = "") -> None:
    """Do something unless its stamp bears the hash of these files; say how long it took."""
    digest = hashlib.sha256(more.encode())
    for path in files:
        digest.update(path.read_bytes())
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    print(f"· {title} …", flush=True)
    begun = time.monotonic()
    do()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
    print(f"  done in {time.monotonic() - begun:.0f} s", flush=True)


def make_venv() -> None:
    """Make it, unless one of this version is there; Debian has ensurepip in a package of its own."""
    if VENV_PYTHON.exists():
        same = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
        if subprocess.run([str(VENV_PYTHON), "-c", same], check=False).returncode == 0:  # noqa: S603
            return
        shutil.rmtree(VENV)
    run([sys.executable, "-m", "venv", str(VENV)], "On Debian and Ubuntu: apt install python3-venv.")


def install(name: str) -> None:
    """Exactly the locked versions, each checked against its hash."""
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", "-r", str(ROOT / name)], NO_NETWORK)


def npm(*arguments: str) -> None:
    """Run npm in the front end's folder."""
    run(["npm", *arguments], NO_NETWORK, FRONTEND)


def sources() -> list[Path]:
    """What the front end is built from."""
    found = [path for folder in ("src", "styles") for path in (FRONTEND / folder).rglob("*") if path.is_file()]
    return sorted(found + [path for path in FRONTEND.glob("*.*") if path.suffix in {".ts", ".json"}])


def modules() -> list[Path]:
    """Our own Python."""
    return sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))


def compile_modules() -> None:
    """Beforehand, because where Python may not write beside them every command would compile all that it imports."""
    packages = [str(ROOT / name) for name in PACKAGES]
    run([str(VENV_PYTHON), "-m", "compileall", "-q", *packages], "Is there a file that is no Python?")


def kernels() -> list[Path]:
    """What the search of large baskets is compiled from."""
    return [ROOT / "brickcore" / "compiling.py", *sorted((ROOT / "brickcore" / "sourcing" / "large").glob("*.py"))]


def compile_sourcing() -> None:
    """Beforehand, because a search has seconds only and may be anybody's first command."""
    run([str(VENV_PYTHON), "-m", "brickcore", "source", "--warm"], "Are all files there?")


def run(command: list[str], hint: str, folder: Path = ROOT) -> None:
    """Run a program; its output is shown only when it fails."""
    pipe = subprocess.PIPE
    done = subprocess.run(  # noqa: S603
        command, check=False, cwd=str(folder), stdin=subprocess.DEVNULL, stdout=pipe, stderr=subprocess.STDOUT
    )
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        sys.exit(f"{' '.join(command)} failed. {hint}")


if __name__ == "__main__":
    main()
