"""A refusal has a code for programs, a sentence for people, and the status that fits."""

import pytest
from django.utils.translation import gettext_lazy

from common.errors import Conflict, Denied, Invalid, NotFound, ServiceError, Unavailable


@pytest.mark.parametrize(
    ("kind", "status"), [(Invalid, 400), (Denied, 403), (NotFound, 404), (Conflict, 409), (Unavailable, 503)]
)
def test_each_kind_has_its_status(kind: type[ServiceError], status: int) -> None:
    error = kind("a_code", gettext_lazy("Do this instead."), "title")
    assert (error.status, error.code, error.message, error.field) == (status, "a_code", "Do this instead.", "title")
    assert str(error) == "a_code: Do this instead."
