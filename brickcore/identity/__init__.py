"""Who a part is: pure rules about the numbers and names that brick systems give to parts."""

from brickcore.identity.kinship import Kin, Known, Shape, kin_of
from brickcore.identity.namesakes import Families, Namesake
from brickcore.identity.numbers import (
    NumberForm,
    Reduction,
    brick_owl_lot,
    carried_number,
    first_piece,
    may_be_element,
    normalise_number,
    number_form,
    number_in_title,
    reductions,
    state_of,
)
from brickcore.identity.reasons import Reason, why_unknown
from brickcore.identity.sameness import Sameness, is_piece_of, likeness, same_under_one_number
from brickcore.identity.shelves import shelf_of
from brickcore.identity.sizes import Size, size_of
from brickcore.identity.words import distinct_words, normalise_words, tidy_title

__all__ = [
    "Families",
    "Kin",
    "Known",
    "Namesake",
    "NumberForm",
    "Reason",
    "Reduction",
    "Sameness",
    "Shape",
    "Size",
    "brick_owl_lot",
    "carried_number",
    "distinct_words",
    "first_piece",
    "is_piece_of",
    "kin_of",
    "likeness",
    "may_be_element",
    "normalise_number",
    "normalise_words",
    "number_form",
    "number_in_title",
    "reductions",
    "same_under_one_number",
    "shelf_of",
    "size_of",
    "state_of",
    "tidy_title",
    "why_unknown",
]
