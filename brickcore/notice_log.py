"""Notices while they are gathered: equal ones fold into the first, with a count."""

from dataclasses import replace

from brickcore.errors import Location, Notice, Severity


class NoticeLog:
    """Keeps at most `limit` different notices; how many more there were is said in a last one."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._kept: dict[tuple[str, str], Notice] = {}
        self._left_out = 0

    def warn(
        self, code: str, message: str, at: Location | None = None, hint: str = "", parts: tuple[str, ...] = ()
    ) -> None:
        """Something that wants a look."""
        self._add(Notice(code, message, "warning", at, hint, parts))

    def note(
        self, code: str, message: str, at: Location | None = None, hint: str = "", parts: tuple[str, ...] = ()
    ) -> None:
        """Something that was done by a rule."""
        self._add(Notice(code, message, "note", at, hint, parts))

    def _add(self, notice: Notice) -> None:
        key = (notice.code, notice.message)
        known = self._kept.get(key)
        if known is not None:
            self._kept[key] = replace(known, count=known.count + 1)
        elif len(self._kept) < self.limit:
            self._kept[key] = notice
        else:
            self._left_out += 1

    def all(self, severity: Severity | None = None) -> tuple[Notice, ...]:
        """The notices in the order in which they first came."""
        kept = [notice for notice in self._kept.values() if severity in (None, notice.severity)]
        if self._left_out:
            kept.append(Notice("MORE_NOTICES", f"{self._left_out} more notices are left out.", "note"))
        return tuple(kept)
