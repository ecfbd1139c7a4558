"""What a service says when it cannot do what was asked. Faces translate: into messages on pages, into typed errors.

ServiceError
  Invalid      400  what was given is wrong; `field` names which
  Denied       403  known, but not allowed to this person
  NotFound     404  not there, or not to be seen by this person
  Conflict     409  right by itself, but not in the present state
  Unavailable  503  the same request may work a little later; the only one that is worth a retry
"""

from typing import ClassVar


class ServiceError(Exception):
    """An expected refusal: a stable `code` for programs, a translated `message` that says what to do next for people.

    `field` is the name of the input at fault, if one is; `status` is the HTTP status that fits.
    """

    status: ClassVar[int] = 400

    def __init__(self, code: str, message: object, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self._message = message
        self.field = field

    @property
    def message(self) -> str:
        """The sentence, in the language of whoever reads it now (lazy translations are resolved here)."""
        return str(self._message)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class Invalid(ServiceError):
    """The input is wrong."""


class Denied(ServiceError):
    """This person may not do that."""

    status = 403


class NotFound(ServiceError):
    """It does not exist, or this person may not know of it."""

    status = 404


class Conflict(ServiceError):
    """The present state does not allow it."""

    status = 409


class Unavailable(ServiceError):
    """Something that we need does not answer now; trying again later is worth it."""

    status = 503
