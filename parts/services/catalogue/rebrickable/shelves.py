"""On which shelf of ours a part stands: its title says it, and where that is silent Rebrickable's category does."""

from functools import cache

from brickcore.identity import shelf_of, tidy_title

_OURS = {
    "Bricks Sloped": "Slopes",
    "Bricks Curved": "Curved Slopes",
    "Bricks Special": "Special Bricks",
    "Bricks Wedged": "Wedges and Wings",
    "Bricks Round and Cones": "Round Bricks and Cones",
    "Plates Special": "Special Plates",
    "Plates Round Curved and Dishes": "Round Plates and Dishes",
    "Plates Angled": "Wedges and Wings",
    "Tiles Special": "Tiles",
    "Tiles Round and Curved": "Tiles",
    "Hinges, Arms and Turntables": "Hinges",
    "Bars, Ladders and Fences": "Bars and Fences",
    "Duplo, Quatro and Primo": "Duplo",
    "Windscreens and Fuselage": "Windows and Doors",
    "Technic Bushes": "Technic Connectors",
    "Technic Beams Special": "Technic Beams",
    "Tools": "Minifig Accessories",
    "Plants & Trees": "Plants",
}
_OURS_BY_HEAD = (
    ("Minifig Shields", "Minifig Accessories"),
    ("Minifig Headwear", "Minifigs"),
    ("Minifig", "Minifigs"),
    ("Minidoll", "Minidolls"),
    ("Animal", "Animals"),
    ("Large Buildable", "Constraction"),
)
_LONGEST_SHELF = 80
_KEPT = {"Minifig Accessories"}
_DECIDES = frozenset({"Duplo", "Modulex", "Stickers", "Minidolls", "Minifigs", "Znap", "Clikits", "HO Scale"})
"""Categories that say more than a title's first word: a Duplo brick is no brick."""


@cache
def our_shelf(category: str) -> str:
    """The shelf of ours for one of Rebrickable's categories; its own name where we have none that fits."""
    if category in _KEPT:
        return category
    for head, shelf in _OURS_BY_HEAD:
        if category.startswith(head):
            return shelf
    return _OURS.get(category, category)


def part_shelf(name: str, category: str) -> str:
    """The shelf of a part with this name in Rebrickable's category."""
    ours = our_shelf(category)
    return ours if ours in _DECIDES else shelf_of(tidy_title(name), ours)[:_LONGEST_SHELF]
