"""The rules that a report says were applied, as "How numbers are made" explains them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the codes of the notices that it leaves, what it is called, and what it does."""

    anchor: str
    codes: tuple[str, ...]
    title: Words
    words: Words


RULES = (
    Rule("bent", ("BENT_PART", "HOSE_END"), _("bent parts"),
         _("A hose, chain or string drawn in many segments is one part, as it is sold, with its ends.")),
    Rule("figures", ("FIGURE_TORSO", "FIGURE_LEGS", "SOLD_TOGETHER", "LOOSE_PIECE", "MINIFIGURES"),
         _("sold put together"),
         _("A torso with arms and hands, hips with legs, a lever with its base: what is sold put together is one part. "
           "A piece that stands alone counts by itself.")),
    Rule("shortcuts", ("TAKEN_APART", "PUT_TOGETHER", "SUBSTITUTED"), _("combinations"),
         _("A combination whose parts shops sell one by one is taken apart; pieces that are only sold together are put "
           "together; and where the file itself says which part its rows stand for, that part is counted.")),
    Rule("stickers", ("STICKER",), _("stickers are not parts"), _("Stickers come on a sheet, and are not counted.")),
    Rule("aids", ("BARE_PRIMITIVE", "LSYNTH_MARK"), _("drawing aids are not parts"),
         _("Bare cylinders and boxes, and the marks that say where a hose runs, are drawn and not built.")),
    Rule("numbers", ("RENAMED_PART", "PRINT_AS_PLAIN", "MOULD_TAKEN"), _("older numbers"),
         _("A number that the parts library has given up is counted under the one that took its place. Where a program "
           "has one number for several moulds of a part, the mould that the mapping names is counted.")),
    Rule("positions", ("TWO_POSITIONS",), _("drawn in two positions"),
         _("Two submodels that hold exactly the same and take up the same space are one thing, drawn open and closed: "
           "it is counted once.")),
    Rule("unused", ("UNUSED_SUBMODELS", "HIDDEN_LINE"), _("what the model does not place"),
         _("Submodels that stand in the file and are placed nowhere are not counted, nor is what a building program "
           "has hidden.")),
    Rule("columns", ("COLUMNS_READ", "COLUMNS_CHOSEN", "COLUMNS_GUESSED"), _("columns of a table"),
         _("Columns are told by their headings, and the report says how. Its builder can choose others.")),
    Rule("rows", ("SPARES_LEFT_OUT", "ROWS_WITHOUT_PART", "EMPTY_LOTS", "EXCLUDED_LOTS", "OWNED_COUNTS", "NOT_A_PART",
                  "NO_BRICKS"),
         _("rows of a list"),
         _("Spare parts, rows without a part or a quantity, and lots of none are left out of a list. A set or figure "
           "that it names is one lot.")),
)  # fmt: skip
BY_CODE = {code: rule for rule in RULES for code in rule.codes}
