"""What was done to the catalogue: its versions, imports, and corrections by members."""

from django.conf import settings
from django.db import models

from common.models import TimeStamped
from parts.models.catalogue import Part, System


class CatalogueVersion(models.Model):
    """Counts up whenever the catalogue changes, so that what was derived from it can say from which state."""

    number = models.PositiveIntegerField(primary_key=True)
    reason = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)


class CatalogueImport(models.Model):
    """One run of an import and what it came to. Rows that it refused are named with their line and reason."""

    command = models.CharField(max_length=40)
    source = models.CharField(max_length=200, help_text="what was read, and which release of it")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    rejections = models.JSONField(default=list, help_text="the first 1,000: table, line, reason")
    tables = models.JSONField(default=dict, help_text="the four counts, table by table")
    version = models.ForeignKey(CatalogueVersion, null=True, blank=True, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"{self.command}: {self.source}"


class Correction(TimeStamped):
    """A member's word that a number of a system means another part; it counts once somebody else accepts it."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"

    system = models.CharField(max_length=12, choices=System)
    number = models.CharField(max_length=64, help_text="lower case, without .dat")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="corrections")
    was = models.ForeignKey(Part, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(help_text="how the member knows")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="corrections_proposed"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="corrections_reviewed"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, help_text="when it was settled, or withdrawn")
    review_note = models.TextField(blank=True)

    class Meta:
        permissions = [("review_corrections", "May accept and reject corrections of the catalogue")]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "number"],
                condition=models.Q(state="proposed"),
                name="correction_one_open_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed") | models.Q(reviewed_at__isnull=False),
                name="correction_settled_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True)
                | models.Q(proposed_by__isnull=True)
                | ~models.Q(reviewed_by=models.F("proposed_by")),
                name="correction_not_reviewed_by_its_author",
            ),
        ]
