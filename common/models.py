"""What every app's rows share: when they were made, and the bytes they point at."""

from django.db import models


class TimeStamped(models.Model):
    """A row that knows when it was made and last written."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class StoredFile(models.Model):
    """Bytes kept under their own sha256, so that the same bytes are kept once and never change."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stored_file_sha256_is_hex"
            )
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def key(self) -> str:
        """Where the bytes lie in the storage."""
        return f"sha256/{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"
