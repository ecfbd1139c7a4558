"""Figures and hoses whose pieces stand in different submodels: matched over the whole model, after counting."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import replace

from brickcore.bom.kinds import Kind, Kinds
from brickcore.bom.rules.assemblies import LOOSE, RULES, SLOTS
from brickcore.bom.rules.bent import BENT, HOSE_END
from brickcore.bom.tally import Item

_ENDS = 2


def complete_items(items: Counter[Item], kinds: Kinds) -> Counter[Item]:
    """The same items, with loose pieces moved to those that lack them. The number of placements stays the same."""
    for body, slots in SLOTS.items():
        items = _match(items, RULES[body], body, slots, LOOSE, kinds)
    return _match(items, BENT, None, {Kind.SEGMENT_END: _ENDS}, HOSE_END, kinds)


def _match(
    items: Counter[Item], rule: str, body: Kind | None, slots: Mapping[Kind, int], loose: str, kinds: Kinds
) -> Counter[Item]:
    pools: dict[Kind | None, Counter[Item]] = {kind: Counter() for kind in slots}
    done: Counter[Item] = Counter()
    for item, number in items.items():
        kind = kinds[item.part] if item.rule == loose else None
        pools.get(kind, done)[item] += number
    for kind, most in slots.items():
        if pools[kind]:
            done = _fill(done, rule, body, kind, most, pools[kind], kinds)
        done.update(pools[kind])
    return done


def _fill(
    items: Counter[Item], rule: str, body: Kind | None, kind: Kind, most: int, pool: Counter[Item], kinds: Kinds
) -> Counter[Item]:
    """Give each body up to `most` pieces out of the pool, as many alike bodies at a time as the pool allows."""
    done: Counter[Item] = Counter()
    waiting = deque(items.items())
    while waiting:
        item, number = waiting.popleft()
        fits = item.rule == rule and not item.pieces and (body is None or kinds[item.part] is body)
        lacking = _lacking(item, kind, most, kinds) if fits and pool else 0
        if lacking <= 0:
            done[item] += number
            continue
        piece = next(iter(pool))
        share = min(lacking, pool[piece])
        alike = min(number, pool[piece] // share)
        waiting.append((_with(item, piece, share), alike))
        if number > alike:
            waiting.append((item, number - alike))
        pool[piece] -= alike * share
        if not pool[piece]:
            del pool[piece]
    return done


def _lacking(item: Item, kind: Kind, most: int, kinds: Kinds) -> int:
    if item.rule == BENT and not any(name in ("754.dat", "755.dat", "756.dat") for (name, _), _ in item.placed):
        return 0
    return most - sum(times for (name, _), times in item.placed if kinds[name] is kind)


def _with(item: Item, piece: Item, share: int) -> Item:
    placed = Counter(dict(item.placed))
    for reference, times in piece.placed:
        placed[reference] += times * share
    return replace(item, placed=tuple(sorted(placed.items())))
