"""Files beside a query, as the GraphQL multipart request specification sends them: operations, map, and files."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.errors import Invalid

MOST_FILES = 10


def _place(operations: Any, path: str, file: Any) -> None:
    """Put a file where a path such as "variables.input.file" points, which must hold null now."""
    *parents, last = path.split(".")
    target = operations
    try:
        for step in parents:
            target = target[int(step)] if isinstance(target, list) else target[step]
        key: Any = int(last) if isinstance(target, list) else last
        empty = target[key] is None
    except (KeyError, IndexError, ValueError, TypeError):
        empty = False
    if not empty:
        raise Invalid(
            "BAD_MAP", _("The map points at “%(path)s”, which is not null.") % {"path": path[:80]}, field="map"
        )
    target[key] = file


def operations_of(request: HttpRequest) -> dict[str, Any]:
    """The operations of a multipart request with its files put in their places."""
    try:
        operations = json.loads(request.POST.get("operations", ""))
        places = json.loads(request.POST.get("map", "{}"))
    except (ValueError, RecursionError) as problem:
        raise Invalid("BAD_MULTIPART", _("“operations” and “map” must be JSON."), field="operations") from problem
    if not isinstance(operations, dict) or not isinstance(places, dict) or len(places) > MOST_FILES:
        raise Invalid(
            "BAD_MULTIPART", _("“operations” is one object; “map” names at most 10 files."), field="operations"
        )
    for name, paths in places.items():
        file = request.FILES.get(name)
        if file is None or not isinstance(paths, list):
            raise Invalid(
                "BAD_MAP", _("The map speaks of “%(name)s”, which was not sent.") % {"name": name[:80]}, field="map"
            )
        for path in paths:
            _place(operations, str(path), file)
    return operations
