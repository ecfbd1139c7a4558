"""Who a part is: pure rules about the numbers and names that brick systems give to parts."""

from brickcore.identity.numbers import Reduction, normalise_number, reductions
from brickcore.identity.words import normalise_words, tidy_title

__all__ = ["Reduction", "normalise_number", "normalise_words", "reductions", "tidy_title"]
