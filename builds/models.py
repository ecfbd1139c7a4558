"""Builds, their immutable revisions, what was derived from them, and who remixed whom."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from common.models import StoredFile, TimeStamped
from parts.models import Colour, Part


class Tag(models.Model):
    """A word that builders give to builds."""

    name = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=40, unique=True, allow_unicode=True)

    def __str__(self) -> str:
        return self.name


class Licence(models.TextChoices):
    """What others may do with a build (SPDX identifiers)."""

    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"


class Build(TimeStamped):
    """The project that a member shares. Its page shows `shown_revision`."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="builds")
    slug = models.SlugField(max_length=90, unique=True)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True, help_text="markdown")
    licence = models.CharField(max_length=20, choices=Licence, default=Licence.CC_BY_SA)
    tags = models.ManyToManyField(Tag, blank=True, related_name="builds")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    remix_of = models.ForeignKey("Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="remixes")
    shown_revision = models.ForeignKey("Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    credits = models.JSONField(
        default=list,
        blank=True,
        help_text="whom an imported build stands on, oldest first: [{title, author, address, licence}]",
    )
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="simple")
        + SearchVector("description", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(state="published") & Q(published_at__isnull=False)),
                name="published_build_has_a_date",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"]),
            GinIndex(fields=["words"], name="build_words"),
        ]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """One immutable upload of a build: the bytes never change; state, stage and figures tell how the work stands."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"
        CANCELLED = "cancelled"

    class Stage(models.TextChoices):
        RECEIVED = "received"
        READ = "read"
        COUNTED = "counted"
        IDENTIFIED = "identified"
        SHOWN = "shown"  # the 3D view
        PICTURED = "pictured"
        PRICED = "priced"

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    reading = models.JSONField(
        default=dict, blank=True, help_text="how to read the bytes, where that was asked: {'columns': {...}} of a table"
    )
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="when the owner first showed it to all; until then it is the owner's alone"
    )
    started_at = models.DateTimeField(null=True, blank=True, help_text="when the last run began")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="when the last run ended")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    stage = models.CharField(
        max_length=10, choices=Stage, default=Stage.RECEIVED, help_text="the last stage that is done"
    )
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    stage_figures = models.JSONField(
        default=dict, help_text="stage -> what it found, for people: {'counted': {'parts': 3, 'lots': 2}}"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.JSONField(null=True, blank=True, help_text="{code, message, file, line, hint}")
    notices = models.JSONField(
        default=list, help_text="brickcore notices: [{code, severity, message, file, line, hint, parts, count}]"
    )
    answers = models.JSONField(
        null=True,
        blank=True,
        help_text="what people settled in its report, as it applies here; null: nobody was asked yet",
    )
    format = models.CharField(max_length=20, blank=True)
    part_count = models.PositiveIntegerField(null=True, blank=True)
    lot_count = models.PositiveIntegerField(null=True, blank=True)
    step_count = models.PositiveIntegerField(null=True, blank=True)
    size_x = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True, help_text="millimetres")
    size_y = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    size_z = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    weight = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, help_text="grams, of the lots whose weight is known"
    )
    estimate = models.JSONField(
        null=True,
        blank=True,
        help_text="{currency, total, by_basis: {basis: amount}, unpriced_lots, unpriced_parts}, amounts as strings",
    )
    catalogue_version = models.PositiveIntegerField(null=True, blank=True)
    pipeline_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["build", "number"], name="revision_number_once_a_build")]

    def __str__(self) -> str:
        return f"{self.build_id} revision {self.number}"


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


class Asset(models.Model):
    """Something derived from a revision: it can be thrown away and made again."""

    class Kind(models.TextChoices):
        GLB = "glb"
        PICTURE = "picture"  # 1280x960 PNG with alpha
        THUMBNAIL = "thumbnail"  # 640x480
        LDRAW = "ldraw"  # this and those below are made when somebody asks, and called as brickcore's formats are
        LDD = "ldd"
        STL = "stl"
        OBJ = "obj"
        PLY = "ply"
        THREE_MF = "3mf"

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="assets")
    kind = models.CharField(max_length=12, choices=Kind)
    pipeline_version = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict, help_text="what a page says while it loads: {'shapes': 214, 'boxes': 2}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "kind", "pipeline_version"], name="asset_once")]


class AssetWish(models.Model):
    """That somebody asked for an asset which is not made with the rest: being made, or why it cannot be."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="asset_wishes")
    kind = models.CharField(max_length=12, choices=Asset.Kind)
    pipeline_version = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    failure = models.JSONField(null=True, blank=True, help_text="{code, message, file, line, hint}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "kind", "pipeline_version"], name="asset_wish_once")]


class Attachment(TimeStamped):
    """A file that goes with a build: a program, a picture, a document. Stored as sent, shown by its kind."""

    class Kind(models.TextChoices):
        PROGRAM = "program"
        PICTURE = "picture"
        DOCUMENT = "document"

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    position = models.PositiveIntegerField(default=0)
    contents = models.JSONField(
        null=True,
        blank=True,
        help_text="what is in it, once it was looked into: {kind, title, language, members, devices, letters}, "
        "or {error: {code, message, hint}}",
    )
    text = models.ForeignKey(
        StoredFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="its text as JSON runs, [[class, text], …]; nothing in it is HTML",
    )


class PendingUpload(TimeStamped):
    """Bytes announced over the API and sent by PUT to a signed address, until they become a revision."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, help_text="as the sender announced it; blank when it did not")
    expires_at = models.DateTimeField()
    completed_revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class BuildImport(TimeStamped):
    """A build's zip that a member handed in, until a worker has made a draft of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        DONE = "done"
        FAILED = "failed"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    error = models.JSONField(null=True, blank=True, help_text="why it was not taken: {code, message, hint}")
    build = models.ForeignKey(Build, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="failed", error__isnull=False) | (~Q(state="failed") & Q(error__isnull=True)),
                name="build_import_that_failed_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"
