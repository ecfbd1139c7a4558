"""Who a part is: pure rules about the numbers and names that brick systems give to parts."""

from brickcore.identity.numbers import (
    NumberForm,
    Reduction,
    carried_number,
    first_piece,
    may_be_element,
    normalise_number,
    number_form,
    reductions,
)
from brickcore.identity.reasons import Reason, why_unknown
from brickcore.identity.shelves import shelf_of
from brickcore.identity.sizes import Size, size_of
from brickcore.identity.words import normalise_words, tidy_title

__all__ = [
    "NumberForm",
    "Reason",
    "Reduction",
    "Size",
    "carried_number",
    "first_piece",
    "may_be_element",
    "normalise_number",
    "normalise_words",
    "number_form",
    "reductions",
    "shelf_of",
    "size_of",
    "tidy_title",
    "why_unknown",
]
