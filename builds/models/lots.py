"""A revision's parts list, and what its builder settled about it."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from brickcore.colours import CURRENT_COLOUR, EDGE_COLOUR
from builds.models.revisions import Revision
from parts.models import Colour, Part

OPEN_COLOURS = frozenset({"", str(CURRENT_COLOUR), str(EDGE_COLOUR)})


class BomLine(models.Model):
    """One lot of a revision: how many of one part in one colour, how we know which part, and what it costs and why."""

    DOUBTFUL_BELOW = Decimal("0.75")
    CUSTOM = "custom"  # the system of parts that a builder made: no catalogue lists them

    class Item(models.TextChoices):
        PART = "part"
        MINIFIG = "minifig"  # listed as one thing: its parts are not counted
        SET = "set"

    class Answer(models.TextChoices):
        PART = "part"  # it is another part than the one found, or the first that anybody named
        OPTIONAL = "optional"  # it stays listed, and is left out of the price
        ACCEPTED = "accepted"  # it is right as it was found, or a part of one's own

    class Basis(models.TextChoices):
        OFFER = "offer"
        SEEN = "seen"
        ESTIMATE = "estimate"
        OWN = "own"  # the builder says so
        UNKNOWN = "unknown"

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="bom_lines")
    position = models.PositiveIntegerField(help_text="0 first; what needs a look stands first")
    reference = models.CharField(max_length=255, help_text="the part as the file names it, without .dat")
    reference_colour = models.CharField(max_length=64, help_text="the colour as the file numbers or names it")
    system = models.CharField(max_length=12, default="ldraw", help_text="whose number `reference` is")
    colour_system = models.CharField(max_length=12, default="ldraw", help_text="whose number `reference_colour` is")
    item = models.CharField(max_length=8, choices=Item, default=Item.PART, help_text="what a list says that it is")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    colour = models.ForeignKey(Colour, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    quantity = models.PositiveIntegerField()
    confidence = models.DecimalField(max_digits=3, decimal_places=2, default=0, help_text="0 unknown to 1 certain")
    evidence = models.JSONField(default=list, help_text="the chain of reasons: [{rule, message}]")
    candidates = models.JSONField(
        default=list, help_text="parts it may be, best first: [{part_id, number, name, score}]"
    )
    pieces = models.JSONField(
        default=list, help_text="what an assembled lot was made of: [{part, colour, quantity, name}] per one"
    )
    sources = models.JSONField(default=list, help_text="keys of GLB meshes that show it: ['3001:4']")
    notices = models.JSONField(default=list)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.UNKNOWN)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    line_price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    own_price = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True, help_text="of one, as the builder says"
    )
    currency = models.CharField(max_length=3, default="EUR")
    price_reason = models.JSONField(null=True, blank=True, help_text="{rule, message, inputs: {...}, date}")
    place = models.JSONField(null=True, blank=True, help_text="where the file names it first: {file, line}")
    answer = models.CharField(max_length=10, choices=Answer, blank=True, help_text="what a person settled about it")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    found = models.JSONField(
        null=True, blank=True, help_text="under an answer: what was derived, to be put back when it is undone"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="bom_line_position_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="bom_line_quantity_is_positive"),
            models.CheckConstraint(
                condition=Q(basis="unknown", unit_price__isnull=True) | (~Q(basis="unknown") & Q(unit_price__gt=0)),
                name="bom_line_price_has_a_basis",
            ),
            models.CheckConstraint(
                condition=Q(answer="", found__isnull=True) | (~Q(answer="") & Q(found__isnull=False)),
                name="bom_line_answer_keeps_what_was_found",
            ),
        ]

    @property
    def needs_look(self) -> bool:
        """Whether a person should look at it: part or colour unknown or found with little confidence, not settled."""
        doubtful = self.part_id is None or self.colour_id is None or self.confidence < self.DOUBTFUL_BELOW
        return doubtful and not self.answer and not self.is_outside

    @property
    def is_outside(self) -> bool:
        """Whether no catalogue of parts could know it: a part that a builder made, or a set or figure as a whole."""
        return self.system == self.CUSTOM or self.item != self.Item.PART

    @property
    def has_open_colour(self) -> bool:
        """Whether the file names no colour: none at all, or LDraw's for "as around it", and nothing is around a lot."""
        return self.reference_colour in OPEN_COLOURS

    @property
    def is_optional(self) -> bool:
        """Whether it is listed without being counted into the price."""
        return self.answer == self.Answer.OPTIONAL


class Settlement(models.Model):
    """A member's own answer to what a reference in their files means; their next upload applies it by itself.

    Not a correction of the catalogue (parts.Correction): nobody else's builds are touched. For every colour of the
    reference `colour_system` and `reference_colour` are both empty.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="settlements")
    system = models.CharField(max_length=12)
    reference = models.CharField(max_length=255, help_text="normalised, as numbers of the catalogue are")
    colour_system = models.CharField(max_length=12, blank=True)
    reference_colour = models.CharField(max_length=64, blank=True)
    what = models.CharField(max_length=10, choices=BomLine.Answer)
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    colour = models.ForeignKey(Colour, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "system", "reference", "colour_system", "reference_colour"],
                name="settlement_once_a_reference",
            ),
            models.CheckConstraint(
                condition=Q(what="part", part__isnull=False) | (~Q(what="part") & Q(part__isnull=True)),
                name="settlement_names_a_part_where_it_chooses_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.reference}: {self.what}"
