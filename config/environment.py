"""Reading the environment: the only place that settings come from."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: "1", "true", "yes" or "on" is yes."""
    given = os.environ.get(name, "")
    return given.lower() in {"1", "true", "yes", "on"} if given else default


def words(name: str) -> list[str]:
    """A list, parted by commas or blanks."""
    return os.environ.get(name, "").replace(",", " ").split()


def secret_key(var: Path, *, debug: bool) -> str:
    """The key that signs cookies and links: given, or, in development only, made once and kept in `var`."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    if not debug:
        raise ImproperlyConfigured(
            'Set SECRET_KEY: python -c "import secrets; print(secrets.token_urlsafe(50))" makes one. '
            "(Only with DEBUG=1 a key is made and kept.)"
        )
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        new = var / f".secret_key-{os.getpid()}"
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(new)  # of several processes that start at once, the first one's key stays
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return path.read_text()
