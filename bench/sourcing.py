"""How fast and how well a basket is bought: the whole command, on problems made by chance, worst of several seeds."""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SIZES = (
    (50, 100, "proven in 0.5 s"),
    (200, 100, "proven in 1.5 s"),
    (400, 200, "1.5 % in 10 s"),
    (800, 500, "3 % in 10 s"),
)
SEEDS = range(1, 6)
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Print a table, a line for each size and seed; sizes and seeds may be named: `50x100 1 2`."""
    asked = [word for word in sys.argv[1:] if "x" in word]
    seeds = [int(word) for word in sys.argv[1:] if "x" not in word] or SEEDS
    print(f"{'lots x stores':14} seed {'status':9} {'cost':>9} {'bound':>9} {'gap %':>7} {'seconds':>8}  plain way")
    for lots, stores, target in SIZES:
        if not asked or f"{lots}x{stores}" in asked:
            results = [_measure(lots, stores, seed) for seed in seeds]
            gap, seconds = max(gap for gap, _ in results), max(seconds for _, seconds in results)
            print(f"  worst: gap {gap:.2f} %, {seconds:.2f} s (target: {target})", flush=True)
    return 0


def _measure(lots: int, stores: int, seed: int) -> tuple[float, float]:
    """Run the command on one problem: the gap in percent, and seconds with the start of the process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.json"
        path.write_text(json.dumps(made_up(lots, stores, seed)))
        command = [sys.executable, "-m", "brickcore", "source", str(path), "--seconds", "10", "--json"]
        begun = time.perf_counter()
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True)  # noqa: S603
        seconds = time.perf_counter() - begun
    said = json.loads(done.stdout)
    gap = 100.0 * (said["gap"] or 0)
    plain = f"+{100 * (float(said['baseline']) / float(said['cost']) - 1):.0f} %" if said["baseline"] else "none"
    name = f"{lots} x {stores}"
    print(
        f"{name:14} {seed:4} {said['status']:9} {said['cost']:>9} {said['bound']:>9} {gap:7.3f} {seconds:8.2f}  {plain}"
    )
    return gap, seconds


def made_up(lots: int, stores: int, seed: int) -> dict[str, Any]:
    """A problem: common and rare lots, small stocks, stores of all sizes and price levels, a third with a minimum."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    need = [1 + int(chance.expovariate(0.29)) for _ in range(lots)]
    usual = [chance.lognormvariate(-2.3, 1.0) for _ in range(lots)]
    common = [0.02 + 0.6 * chance.betavariate(1.2, 2.2) for _ in range(lots)]
    made = [_store(f"store {number}", chance, need, usual, common) for number in range(stores)]
    for lot, wanted in enumerate(need):
        there = sum(offer["quantity"] for store in made for offer in store["offers"] if offer["lot"] == f"lot {lot}")
        while there < 1.2 * wanted:
            offer = {"lot": f"lot {lot}", "quantity": wanted, "price": f"{1.5 * usual[lot]:.3f}"}
            chance.choice(made)["offers"].append(offer)
            there += wanted
    needs = [{"lot": f"lot {lot}", "quantity": wanted} for lot, wanted in enumerate(need)]
    return {"currency": "EUR", "need": needs, "stores": made}


def _store(
    name: str, chance: random.Random, need: list[int], usual: list[float], common: list[float]
) -> dict[str, Any]:
    size, level = chance.lognormvariate(-0.32, 0.8), chance.lognormvariate(0, 0.18)
    offers = [
        {
            "lot": f"lot {lot}",
            "quantity": 1 + int(chance.expovariate(1 / (1 + 2.2 * wanted))),
            "price": f"{max(0.01, usual[lot] * level * chance.lognormvariate(0, 0.35)):.3f}",
        }
        for lot, wanted in enumerate(need)
        if chance.random() < min(0.95, common[lot] * size)
    ]
    minimum = chance.choice(("2", "5", "10", "15")) if chance.random() < 0.35 else "0"
    return {"id": name, "shipping": f"{3 + chance.gammavariate(2, 1.8):.2f}", "minimum": minimum, "offers": offers}


if __name__ == "__main__":
    sys.exit(main())
