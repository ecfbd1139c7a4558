"""What a check is."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """A query that finds nothing while all is well. Its columns fill the sentences, which people read."""

    code: str
    sql: str
    where: str
    what: Any
    to_do: Any
