"""The LDraw parts library: opened from a folder or zip, read part by part."""

from brickcore.library.header import PartHeader
from brickcore.library.names import normalise
from brickcore.library.parts_library import PartsLibrary, open_library
from brickcore.library.survey import Survey, survey

__all__ = ["PartHeader", "PartsLibrary", "Survey", "normalise", "open_library", "survey"]
