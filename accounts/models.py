"""Members, and the tokens with which programs act for them."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from common.models import TimeStamped


class User(AbstractUser):
    """A member: a builder, a shopper, or both."""

    display_name = models.CharField(max_length=80, blank=True)
    bio = models.TextField(blank=True)

    @property
    def shown_name(self) -> str:
        """The name that pages and the API show."""
        return self.display_name or self.username


class AccessToken(TimeStamped):
    """A key for programs: only its sha256 is kept, it has scopes, and it can be revoked."""

    class Scope(models.TextChoices):
        READ = "read"
        WRITE = "write"

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.READ)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
