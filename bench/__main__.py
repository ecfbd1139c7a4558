"""Run all benchmarks, or those named: `python -m bench [NAME ...]`. A module that can be run is a benchmark."""

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """The benchmarks of this folder."""
    programs = (path for path in sorted(HERE.glob("*.py")) if path != Path(__file__))
    return [path.stem for path in programs if '__name__ == "__main__"' in path.read_text()]


def run(name: str) -> int:
    """One benchmark in a process of its own, so that none warms another's caches."""
    print(f"\n## {name}", flush=True)
    begun = time.monotonic()
    status = subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False, cwd=HERE.parent).returncode  # noqa: S603
    print(f"({'done' if status == 0 else f'failed with status {status}'} in {time.monotonic() - begun:.0f} s)")
    return status


def main() -> int:
    """Run them one after another; 1 when any failed."""
    wanted = sys.argv[1:] or names()
    if unknown := set(wanted) - set(names()):
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(names())}.")
        return 2
    failed = [name for name in wanted if run(name)]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
