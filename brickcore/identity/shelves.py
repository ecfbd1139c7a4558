"""On which shelf of the catalogue a part stands, told from its LDraw title.

LDraw's own category is the first word of a title (or its `!CATEGORY`). That is too coarse for a shop: "Technic" holds
beams, pins and gears. So the first pattern that a title matches names the shelf; without one, LDraw's word does.
"""

import re

_PATTERNS = (
    ("Stickers", r"sticker\b"),
    ("Electronics", r"electric\b|.*\b(mindstorms|power functions|powered up)\b"),
    ("Technic Bricks", r"technic brick\b"),
    ("Technic Beams", r"technic (beam|liftarm)\b"),
    ("Technic Panels", r"technic panel\b"),
    ("Technic Gears", r"technic (gear|worm|turntable|differential|chain|sprocket|rack)"),
    ("Technic Pins", r"technic (pin( |$)(?!joiner|connector)|axle pin)"),
    ("Technic Axles", r"technic axle( \d| flexible|$)"),
    ("Technic Connectors", r"technic (bush|pin|axle|connector|cross block|angle connector|link|universal|steering)"),
    ("Minifig Accessories", r"minifig (?!torso|hips|leg|head |head$|arm |arm$|hand$|hair|hat|helmet|cap )"),
    ("Minifigs", r"minifig\b"),
    ("Wheels and Tyres", r"(wheel|wheels|tyre)\b"),
    ("Windows and Doors", r"(window|door|glass|windscreen)\b"),
    ("Curved Slopes", r"slope brick curved\b"),
    ("Slopes", r"slope\b"),
    ("Round Bricks and Cones", r"(brick\b.*\bround\b(?! corner)|cone\b|dome\b|cylinder\b|barrel\b)"),
    ("Bricks", r"brick \d+ × \d+$"),
    ("Special Bricks", r"brick\b"),
    ("Round Plates and Dishes", r"(plate\b.*\bround\b|dish\b)"),
    ("Plates", r"plate \d+ × \d+$"),
    ("Special Plates", r"plate\b"),
    ("Baseplates", r"baseplate\b"),
    ("Tiles", r"tile\b"),
    ("Hinges", r"(hinge|turntable)\b"),
    ("Brackets", r"bracket\b"),
    ("Arches", r"arch\b"),
    ("Wedges and Wings", r"(wedge|wing|tail)\b"),
    ("Panels", r"panel\b"),
    ("Bars and Fences", r"(bar|fence|antenna|ladder|lever)\b"),
    ("Plants", r"plant\b"),
    ("Animals", r"animal\b"),
)
_SHELVES = tuple((shelf, re.compile(pattern, re.IGNORECASE)) for shelf, pattern in _PATTERNS)


def shelf_of(title: str, declared: str = "") -> str:
    """The shelf of a part with this tidy title (`Brick 2 × 4`); `declared` is its `!CATEGORY`, when it has one."""
    for text in (title, declared):
        for shelf, pattern in _SHELVES:
            if pattern.match(text):
                return shelf
    word = declared or title.partition(" ")[0].strip(",:")
    return word[:1].upper() + word[1:] or "Other"
