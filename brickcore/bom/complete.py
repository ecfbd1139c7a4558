"""Figures and hoses whose pieces stand in different submodels: matched over the whole model, after counting."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import replace

from brickcore.bom.kinds import Kind, Kinds
from brickcore.bom.rules.bent import BENT, HOSE_END
from brickcore.bom.rules.figures import HIPS, LOOSE, SLOTS, TORSO
from brickcore.bom.tally import Item

_ENDS = 2


def complete_items(items: Counter[Item], kinds: Kinds) -> Counter[Item]:
    """The same items, with loose pieces moved to those that lack them. The number of placements stays the same."""
    items = _match(items, TORSO, SLOTS[Kind.TORSO], LOOSE, kinds)
    items = _match(items, HIPS, SLOTS[Kind.HIPS], LOOSE, kinds)
    return _match(items, BENT, {Kind.SEGMENT_END: _ENDS}, HOSE_END, kinds)


def _match(items: Counter[Item], body: str, slots: Mapping[Kind, int], loose: str, kinds: Kinds) -> Counter[Item]:
    pools = {kind: Counter[Item]() for kind in slots}
    done: Counter[Item] = Counter()
    for item, number in items.items():
        kind = kinds[item.part] if item.rule == loose else None
        (pools[kind] if kind in pools else done)[item] += number
    for kind, most in slots.items():
        done = _fill(done, body, kind, most, pools[kind], kinds)
        done.update(pools[kind])
    return done


def _fill(items: Counter[Item], body: str, kind: Kind, most: int, pool: Counter[Item], kinds: Kinds) -> Counter[Item]:
    """Give each body up to `most` pieces out of the pool, as many alike bodies at a time as the pool allows."""
    done: Counter[Item] = Counter()
    waiting = deque(items.items())
    while waiting:
        item, number = waiting.popleft()
        lacking = _lacking(item, kind, most, kinds) if item.rule == body and pool else 0
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
