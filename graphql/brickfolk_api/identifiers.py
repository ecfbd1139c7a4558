"""Global ids: "Kind:primary key". Opaque to callers, readable to us."""

from django.utils.translation import gettext as _

from common.errors import Invalid


def global_id(kind: str, key: object) -> str:
    """The id that the API shows for one row."""
    return f"{kind}:{key}"


def local_key(kind: str, identifier: str, *, field: str) -> int:
    """The primary key in a global id; raises Invalid when it is not an id of that kind."""
    prefix, _separator, key = identifier.partition(":")
    if prefix != kind or not key.isascii() or not key.isdigit() or len(key) > 18:
        raise Invalid(
            "BAD_ID", _("“%(id)s” is not the id of a %(kind)s.") % {"id": identifier[:80], "kind": kind}, field=field
        )
    return int(key)


def notice_of(identifier: str, *, field: str) -> tuple[int, str] | None:
    """The revision and key in the id of a notice, "Notice:12-9f…"; None for an id of another kind. Raises Invalid."""
    if not identifier.startswith("Notice:"):
        return None
    revision, _dash, key = identifier.removeprefix("Notice:").partition("-")
    return local_key("Notice", f"Notice:{revision}", field=field), key
