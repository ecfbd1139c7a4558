"""Two parts that turn out to be one: what the catalogue says of the older goes over, the older stays as a signpost.

Parts lists keep pointing at the part that they were made with; nothing about a build changes.
"""

from collections.abc import Callable, Iterable

from django.db import connection

_STEPS = (
    "UPDATE parts_part SET merged_into_id = %(into)s WHERE id = %(old)s OR merged_into_id = %(old)s",
    "UPDATE parts_part SET print_of_id = %(into)s WHERE print_of_id = %(old)s AND id <> %(into)s",
    """
    DELETE FROM parts_partnumber AS old USING parts_partnumber AS kept
    WHERE old.part_id = %(old)s AND kept.part_id = %(into)s AND kept.system = old.system AND kept.number = old.number
    """,
    """
    UPDATE parts_partnumber SET rule = 'moved', evidence = 'LDraw parts library, of a part that moved here'
    WHERE part_id = %(old)s AND system <> 'ldraw' AND rule = 'own' AND evidence = 'LDraw parts library'
    """,
    "UPDATE parts_partnumber SET part_id = %(into)s WHERE part_id = %(old)s",
    "UPDATE parts_element SET part_id = %(into)s WHERE part_id = %(old)s",
    "UPDATE parts_priceseen SET part_id = %(into)s WHERE part_id = %(old)s",
    "UPDATE parts_correction SET part_id = %(into)s WHERE part_id = %(old)s",
    """
    DELETE FROM parts_partcolour AS old USING parts_partcolour AS kept
    WHERE old.part_id = %(old)s AND kept.part_id = %(into)s AND kept.colour_id = old.colour_id
    """,
    "UPDATE parts_partcolour SET part_id = %(into)s WHERE part_id = %(old)s",
    """
    WITH gone AS (
        DELETE FROM parts_inventorypart AS old USING parts_inventorypart AS kept
        WHERE old.part_id = %(old)s AND kept.part_id = %(into)s
          AND (kept.inventory_id, kept.colour_id, kept.is_spare) = (old.inventory_id, old.colour_id, old.is_spare)
        RETURNING kept.id, old.quantity
    )
    UPDATE parts_inventorypart AS kept SET quantity = kept.quantity + gone.quantity FROM gone WHERE kept.id = gone.id
    """,
    "UPDATE parts_inventorypart SET part_id = %(into)s WHERE part_id = %(old)s",
    """
    DELETE FROM parts_partrelation AS old
    WHERE (%(old)s, %(into)s) IN ((child_id, parent_id), (parent_id, child_id)) OR EXISTS (
        SELECT FROM parts_partrelation AS kept WHERE kept.kind = old.kind AND (
            old.child_id = %(old)s AND kept.child_id = %(into)s AND kept.parent_id = old.parent_id
            OR old.parent_id = %(old)s AND kept.parent_id = %(into)s AND kept.child_id = old.child_id
        )
    )
    """,
    "UPDATE parts_partrelation SET child_id = %(into)s WHERE child_id = %(old)s",
    "UPDATE parts_partrelation SET parent_id = %(into)s WHERE parent_id = %(old)s",
    "DELETE FROM parts_partasset WHERE part_id = %(old)s",
)
"""One part at a time: two that go into the same third may clash with each other. Sums are kept where rows meet."""

_followers: list[Callable[[], object]] = []


def register_follower(follow: Callable[[], object]) -> Callable[[], None]:
    """From now on call this after parts were merged, in the same transaction; the answer takes it away again.

    What else points at parts lies on floors above, which this one never looks up at; config wires them together.
    """
    _followers.append(follow)
    return lambda: _followers.remove(follow)


def merge_parts(pairs: Iterable[tuple[int, int]]) -> int:
    """Let each first part go into the second; how many did."""
    merged = 0
    with connection.cursor() as cursor:
        for old, into in pairs:
            for step in _STEPS:
                cursor.execute(step, {"old": old, "into": into})
            merged += 1
    for follow in _followers if merged else ():
        follow()
    return merged
