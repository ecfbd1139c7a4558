"""Who a part is: pure rules about the numbers and names that brick systems give to parts."""

from brickcore.identity.numbers import NumberForm, Reduction, normalise_number, number_form, reductions
from brickcore.identity.shelves import shelf_of
from brickcore.identity.sizes import Size, size_of
from brickcore.identity.words import normalise_words, tidy_title

__all__ = [
    "NumberForm",
    "Reduction",
    "Size",
    "normalise_number",
    "normalise_words",
    "number_form",
    "reductions",
    "shelf_of",
    "size_of",
    "tidy_title",
]
