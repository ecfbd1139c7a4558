"""Commands (`0 !WORD …`) that some LDraw program writes.

All others are reported, since a typing error may hide in them.
"""

_OF_LDRAW_ORG = """
    !LDRAW_ORG !LICENSE !CATEGORY !KEYWORDS !HISTORY !HELP !CMDLINE !COLOUR !TEXMAP !DATA !AVATAR !PREVIEW !THEME
    !AUTHOR
"""
_OF_PROGRAMS = """
    !LDCAD !LEOCAD !LPUB !MLCAD !SYNTH !LSYNTH !LDVIEW !L3P !LDLITE !BRICKHUB_INLINED !BRICKSTORE !STUDIO !COVER
    !BRICKLINK !FADE !SILHOUETTE !POV !GLDRAW !INLINE !INSTRUCTIONS !BRICKFOLK
"""
_KNOWN = frozenset((_OF_LDRAW_ORG + _OF_PROGRAMS).encode().split())


def is_known_meta(word: bytes) -> bool:
    """Whether a word such as `!LDCAD` is one that a known program writes. `!:` carries the bytes of embedded data."""
    return word.upper() in _KNOWN or word.startswith(b"!:")
